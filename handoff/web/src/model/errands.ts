/**
 * Small things asked of the server that may be asked twice: a rating, a picked choice, the wish for a
 * person. Each is asked until it is answered, across reconnects, but not across reloads.
 */
import type { Ack } from "../wire/payloads.ts";
import { createStore, type Readable, type Store } from "./store.ts";

type Ask = () => Promise<Ack>;

export class Errands {
  readonly #pending: Store<ReadonlyMap<string, Ask>> = createStore<ReadonlyMap<string, Ask>>(
    new Map(),
  );
  readonly #onRefused: (key: string, message: string) => void;
  readonly #running = new Set<string>();

  constructor(onRefused: (key: string, message: string) => void) {
    this.#onRefused = onRefused;
  }

  /** Names of what is not answered yet. */
  get pending(): Readable<ReadonlyMap<string, Ask>> {
    return this.#pending;
  }

  /** Asks now; the same key again replaces what still waits. */
  run(key: string, ask: Ask): void {
    this.#pending.update((pending) => new Map(pending).set(key, ask));
    void this.#go(key, ask);
  }

  /** The connection is back: asks again what got no answer. */
  resume(): void {
    for (const [key, ask] of this.#pending.get()) void this.#go(key, ask);
  }

  clear(): void {
    this.#pending.set(new Map());
  }

  async #go(key: string, ask: Ask): Promise<void> {
    if (this.#running.has(key)) return;
    this.#running.add(key);
    try {
      const ack = await ask();
      this.#done(key, ask);
      if (!ack.ok) this.#onRefused(key, ack.error.message);
    } catch {
      // No answer: it stays pending and is asked again after the next reconnect.
    } finally {
      this.#running.delete(key);
    }
  }

  #done(key: string, ask: Ask): void {
    if (this.#pending.get().get(key) !== ask) return;
    this.#pending.update((pending) => {
      const rest = new Map(pending);
      rest.delete(key);
      return rest;
    });
  }
}
