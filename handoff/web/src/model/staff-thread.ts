/** One conversation that is open on an agent's screen: complete, live, with what is still on its way. */
import type { FileRef } from "../wire/events.ts";
import type { OpenAck, SeenSignal, Summary, TypingSignal } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { Clock } from "./clock.ts";
import type { Conversation } from "./conversation.ts";
import { Seen } from "./seen.ts";
import type { Mode } from "./staff-drafts.ts";
import type { Pair } from "./staff-outboxes.ts";
import { createStore, type Readable, type Store } from "./store.ts";
import { Sync } from "./sync.ts";
import { TypingWatch } from "./typing.ts";

type ByPost = (id: string, after: number) => Promise<OpenAck>;

export class Thread {
  readonly id: string;
  readonly sync: Sync;
  readonly outboxes: Pair;
  readonly seen: Seen;
  readonly #summary: Store<Summary | null> = createStore<Summary | null>(null);
  readonly #typing: TypingWatch;
  readonly #refusal: Store<string | null> = createStore<string | null>(null);
  readonly #connection: Connection;
  readonly #byPost: ByPost | null;

  /** `byPost` brings events when there is no socket. */
  constructor(
    id: string,
    connection: Connection,
    clock: Clock,
    outboxes: Pair,
    byPost: ByPost | null = null,
  ) {
    this.id = id;
    this.outboxes = outboxes;
    this.#connection = connection;
    this.#byPost = byPost;
    this.seen = new Seen("agent", (seq) => connection.tell("seen", { conversation_id: id, seq }));
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

  heardSeen(signal: SeenSignal): void {
    this.seen.hear(signal);
  }

  /** A reply carries the fencing number that is on the screen while it is written. */
  post(
    mode: Mode,
    text: string,
    mentions: readonly string[] = [],
    files: readonly FileRef[] = [],
  ): void {
    const { fence } = this.sync.state.get().conversation;
    if (mode === "reply") this.outboxes.reply.add(text, fence, [], files);
    else this.outboxes.note.add(text, undefined, mentions);
  }

  async #fetch(after: number): Promise<OpenAck> {
    if (!this.#connection.connected && this.#byPost) {
      const answer = await this.#byPost(this.id, after);
      this.#summary.set(answer.conversation);
      return answer;
    }
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
    this.seen.take(ack.seen);
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
