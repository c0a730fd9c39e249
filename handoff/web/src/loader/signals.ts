/** What the host page may listen to. A listener that throws harms nobody else. */
import type { Signal } from "../wire/frame.ts";

export type Listener = (detail: unknown) => void;

export class Signals {
  readonly #listeners = new Map<Signal, Set<Listener>>();
  readonly #report: (fault: unknown) => void;

  constructor(report: (fault: unknown) => void) {
    this.#report = report;
  }

  on(name: Signal, listener: Listener): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  emit(name: Signal, detail?: unknown): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(detail);
      } catch (fault) {
        this.#report(fault);
      }
    }
  }
}
