/**
 * One outbox for the replies and one for the notes of each conversation. They go on sending when the agent
 * turns to another conversation, and after a reload.
 */
import type { Ack, PostAck, Refusal } from "../wire/payloads.ts";
import type { Words } from "../wire/post.ts";
import type { Connection } from "../wire/socket.ts";
import type { Clock } from "./clock.ts";
import { Outbox, type Outgoing, wordsOf } from "./outbox.ts";
import type { Mode } from "./staff-drafts.ts";
import { scoped } from "./staff-storage.ts";
import type { KeyValue } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Pair {
  readonly reply: Outbox;
  readonly note: Outbox;
}

/** What else there is than the socket, and who hears what became of a message. */
export interface Ways {
  readonly byPost?: (conversationId: string, words: Words) => Promise<Ack<PostAck>>;
  readonly stored?: (conversationId: string, seq: number) => void;
  readonly refused?: (conversationId: string, mode: Mode, message: Outgoing, code: string) => void;
}

const EVENTS: Readonly<Record<Mode, string>> = { reply: "message:post", note: "note:post" };
const KEY = /^out:(?:reply|note):([^:]+):/u;

export class Outboxes {
  readonly #pairs = new Map<string, Pair>();
  readonly #unsent: Store<ReadonlySet<string>> = createStore<ReadonlySet<string>>(new Set());
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #storage: KeyValue;
  readonly #ways: Ways;
  #online = false;

  constructor(connection: Connection, clock: Clock, storage: KeyValue, ways: Ways = {}) {
    this.#connection = connection;
    this.#clock = clock;
    this.#storage = storage;
    this.#ways = ways;
    for (const key of storage.keys()) {
      const id = KEY.exec(key)?.[1];
      if (id) this.of(decodeURIComponent(id));
    }
  }

  /** Conversations with something that could not be sent. */
  get unsent(): Readable<ReadonlySet<string>> {
    return this.#unsent;
  }

  of(conversationId: string): Pair {
    const known = this.#pairs.get(conversationId);
    if (known) return known;
    const pair = {
      reply: this.#make(conversationId, "reply"),
      note: this.#make(conversationId, "note"),
    };
    this.#pairs.set(conversationId, pair);
    this.#watch(conversationId, pair);
    return pair;
  }

  resume(): void {
    this.#online = true;
    for (const outbox of this.#all()) outbox.resume();
  }

  pause(): void {
    this.#online = false;
    for (const outbox of this.#all()) outbox.pause();
  }

  #all(): Outbox[] {
    return [...this.#pairs.values()].flatMap(({ reply, note }) => [reply, note]);
  }

  #make(conversationId: string, mode: Mode): Outbox {
    const storage = scoped(this.#storage, `out:${mode}:${encodeURIComponent(conversationId)}:`);
    const events = {
      stored: (seq: number) => this.#ways.stored?.(conversationId, seq),
      refused: (message: Outgoing, { code }: Refusal["error"]) =>
        this.#ways.refused?.(conversationId, mode, message, code),
    };
    const post = (message: Outgoing) => this.#post(conversationId, mode, message);
    const outbox = new Outbox(storage, this.#clock, post, events);
    if (this.#online) outbox.resume();
    return outbox;
  }

  #post(conversationId: string, mode: Mode, message: Outgoing): Promise<Ack<PostAck>> {
    const { mentions } = message;
    const words = wordsOf(message);
    const byPost = mode === "reply" && !this.#connection.connected ? this.#ways.byPost : undefined;
    if (byPost) return byPost(conversationId, words);
    return this.#connection.ask<PostAck>(EVENTS[mode], {
      conversation_id: conversationId,
      ...words,
      ...(mentions ? { mentions } : {}),
    });
  }

  #watch(conversationId: string, { reply, note }: Pair): void {
    const look = () => {
      const failed = [...reply.items.get(), ...note.items.get()].some(
        (item) => item.state === "failed",
      );
      if (failed === this.#unsent.get().has(conversationId)) return;
      const unsent = new Set(this.#unsent.get());
      if (failed) unsent.add(conversationId);
      else unsent.delete(conversationId);
      this.#unsent.set(unsent);
    };
    reply.items.subscribe(look);
    note.items.subscribe(look);
    look();
  }
}
