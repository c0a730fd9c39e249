/** Hand-made stand-ins for tests: events by the dozen, and a connection that obeys. */
import type { ConversationEvent, EventData, EventType } from "../wire/events.ts";
import type { Ack } from "../wire/payloads.ts";
import { type Connection, type Loss, NoAnswer } from "../wire/socket.ts";

export const CONVERSATION = "c1";
export const MAYA = { id: "a1", name: "Maya Lindqvist" };

export function event<T extends EventType>(
  seq: number,
  type: T,
  data: EventData[T],
): ConversationEvent {
  const at = new Date(Date.UTC(2026, 10, 20, 10, 0, seq)).toISOString();
  return { conversation_id: CONVERSATION, seq, type, at, data } as unknown as ConversationEvent;
}

export function said(
  seq: number,
  author: "customer" | "bot" | "agent",
  text = `line ${seq}`,
  clientId?: string,
): ConversationEvent {
  const message_id = `${CONVERSATION}.${seq}`;
  return event(seq, "message_posted", {
    message_id,
    author,
    text,
    ...(clientId ? { client_id: clientId } : {}),
  });
}

export interface Asked {
  readonly event: string;
  readonly payload: Record<string, unknown>;
}

type Answerer = (asked: Asked) => Ack | undefined;

/** Connects when told to by `up`; answers as `answers` says, where undefined means: no answer comes. */
export class FakeConnection implements Connection {
  connected = false;
  opened = 0;
  readonly asked: Asked[] = [];
  readonly told: Asked[] = [];
  answers: Answerer = () => ({ ok: true });
  readonly #ups = new Set<() => void>();
  readonly #downs = new Set<(loss: Loss) => void>();
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  open(): void {
    this.opened += 1;
  }

  close(): void {
    this.connected = false;
  }

  up(): void {
    this.connected = true;
    for (const listener of this.#ups) listener();
  }

  down(code = "disconnected"): void {
    this.connected = false;
    for (const listener of this.#downs) listener({ code, message: code });
  }

  onUp(listener: () => void): () => void {
    this.#ups.add(listener);
    return () => this.#ups.delete(listener);
  }

  onDown(listener: (loss: Loss) => void): () => void {
    this.#downs.add(listener);
    return () => this.#downs.delete(listener);
  }

  on<T>(name: string, listener: (payload: T) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener as (payload: never) => void);
    this.#listeners.set(name, listeners);
    return () => listeners.delete(listener as (payload: never) => void);
  }

  hear(name: string, payload: unknown): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }

  async ask<T>(name: string, payload: unknown): Promise<Ack<T>> {
    const asked = { event: name, payload: payload as Record<string, unknown> };
    this.asked.push(asked);
    const ack = this.connected ? this.answers(asked) : undefined;
    if (!ack) throw new NoAnswer(name);
    return ack as Ack<T>;
  }

  tell(name: string, payload: unknown): void {
    this.told.push({ event: name, payload: payload as Record<string, unknown> });
  }

  named(name: string): Asked[] {
    return this.asked.filter((asked) => asked.event === name);
  }
}
