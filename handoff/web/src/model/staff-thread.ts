/** One conversation that is open on an agent's screen: complete, live, with what is still on its way. */
import type { OpenAck, Summary, TypingSignal } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { Clock } from "./clock.ts";
import type { Conversation } from "./conversation.ts";
import type { Pair } from "./staff-outboxes.ts";
import { createStore, type Readable, type Store } from "./store.ts";
import { Sync } from "./sync.ts";
import { TypingWatch } from "./typing.ts";

export class Thread {
  readonly id: string;
  readonly sync: Sync;
  readonly outboxes: Pair;
  readonly #summary: Store<Summary | null> = createStore<Summary | null>(null);
  readonly #typing: TypingWatch;
  readonly #refusal: Store<string | null> = createStore<string | null>(null);
  readonly #connection: Connection;

  constructor(id: string, connection: Connection, clock: Clock, outboxes: Pair) {
    this.id = id;
    this.outboxes = outboxes;
    this.#connection = connection;
    this.#typing = new TypingWatch(clock);
    const source = {
      fetch: (after: number) => this.#fetch(after),
      get live() {
        return connection.connected;
      },
    };
    this.sync = new Sync(source, clock);
    this.sync.state.subscribe(({ conversation }) => this.#settle(conversation));
  }

  /** As the server last told it on opening; the queue may know better. */
  get summary(): Readable<Summary | null> {
    return this.#summary;
  }

  get typing(): Readable<TypingSignal | null> {
    return this.#typing.who;
  }

  /** Why the conversation cannot be shown, in the server's words. */
  get refusal(): Readable<string | null> {
    return this.#refusal;
  }

  close(): void {
    this.sync.stop();
    this.#typing.still();
  }

  heardTyping(signal: TypingSignal): void {
    this.#typing.hear(signal);
  }

  async #fetch(after: number): Promise<OpenAck> {
    const ack = await this.#connection.ask<OpenAck>("conversation:open", {
      conversation_id: this.id,
      after,
    });
    if (!ack.ok) {
      this.#refusal.set(ack.error.message);
      throw new Error(ack.error.code);
    }
    this.#refusal.set(null);
    this.#summary.set(ack.conversation);
    return ack;
  }

  #settle({ messages, notes }: Conversation): void {
    const ids = [...messages, ...notes].map((item) => item.client_id);
    const seen = new Set(ids.filter((id) => typeof id === "string"));
    this.outboxes.reply.settle(seen);
    this.outboxes.note.settle(seen);
    const last = messages.at(-1);
    if (last?.author === this.#typing.who.get()?.author) this.#typing.still();
  }
}
