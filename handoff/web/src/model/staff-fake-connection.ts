/** A connection for tests: answers are written down beforehand, and losing it is one call. */
import type { Ack } from "../wire/payloads.ts";
import type { Connection, Loss } from "../wire/socket.ts";

export interface Asked {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

type Answer = (payload: Record<string, unknown>) => unknown;

export class FakeConnection implements Connection {
  connected = false;
  /** What was asked, in order. */
  readonly asked: Asked[] = [];
  readonly told: Asked[] = [];
  /** Answers by event; without one the acknowledgement never comes. */
  readonly answers = new Map<string, Answer>();
  readonly #ups = new Set<() => void>();
  readonly #downs = new Set<(loss: Loss) => void>();
  readonly #listeners = new Map<string, Set<(payload: unknown) => void>>();

  open(): void {
    this.connected = true;
    for (const listener of this.#ups) listener();
  }

  close(): void {
    this.connected = false;
  }

  lose(code = "disconnected"): void {
    this.connected = false;
    for (const listener of this.#downs) listener({ code, message: code });
  }

  /** The server emits. */
  hear(event: string, payload: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(payload);
  }

  onUp(listener: () => void): () => void {
    this.#ups.add(listener);
    return () => this.#ups.delete(listener);
  }

  onDown(listener: (loss: Loss) => void): () => void {
    this.#downs.add(listener);
    return () => this.#downs.delete(listener);
  }

  on<T>(event: string, listener: (payload: T) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    const heard = listener as (payload: unknown) => void;
    listeners.add(heard);
    return () => listeners.delete(heard);
  }

  async ask<T>(event: string, payload: unknown): Promise<Ack<T>> {
    const fields = payload as Record<string, unknown>;
    this.asked.push({ event, payload: fields });
    const answer = this.answers.get(event);
    if (!this.connected || !answer) {
      const missing = new Error(`no answer to ${event}`);
      missing.name = "NoAnswer";
      throw missing;
    }
    return answer(fields) as Ack<T>;
  }

  tell(event: string, payload: unknown): void {
    if (this.connected) this.told.push({ event, payload: payload as Record<string, unknown> });
  }

  /** The payloads of everything asked under `event`. */
  payloads(event: string): Record<string, unknown>[] {
    return this.asked.filter((asked) => asked.event === event).map((asked) => asked.payload);
  }
}
