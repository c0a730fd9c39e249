/**
 * Messages on their way: kept in storage until their event is seen, sent one at a time, always under
 * the same `client_id`, so that sending again is harmless. A message is never dropped in silence.
 */
import type { FileRef } from "../wire/events.ts";
import type { Ack, PostAck, Refusal } from "../wire/payloads.ts";
import type { Words } from "../wire/post.ts";
import { SEND_BACKOFF, waitBefore } from "./backoff.ts";
import type { Cancel, Clock } from "./clock.ts";
import { uuid7 } from "./ids.ts";
import { type KeyValue, readJson } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Outgoing {
  readonly client_id: string;
  readonly text: string;
  readonly at: number;
  readonly state: "sending" | "sent" | "failed";
  /** Why it failed, in the server's words; null while there is hope. */
  readonly error: string | null;
  /** False when the same text would be refused again. */
  readonly retryable: boolean;
  /** The fencing number under which an agent wrote it. */
  readonly fence?: number;
  /** The colleagues whom a note names. */
  readonly mentions?: readonly string[];
  /** Files that were uploaded before. */
  readonly attachments?: readonly FileRef[];
}

/** What happens to messages on their way. */
export interface OutboxEvents {
  /** The server has stored a message at `seq`. */
  stored?(seq: number): void;
  /** The server will never take these words from this sender as things are. */
  refused?(message: Outgoing, error: Refusal["error"]): void;
}

/** Posts one message; rejects when no acknowledgement came. */
export type Post = (message: Outgoing) => Promise<Ack<PostAck>>;

const KEY = "outbox:";
/** After this many refusals or silences in a row the customer is told that the message is not sent. */
const ATTEMPTS = 3;
/** Refusals that another attempt cannot change. */
const PERMANENT = new Set([
  "transition_not_allowed",
  "too_long",
  "invalid_payload",
  "not_allowed",
  "not_owner",
  "client_id_reused",
  "attachment_not_found",
]);

export class Outbox {
  readonly #items: Store<readonly Outgoing[]>;
  readonly #storage: KeyValue;
  readonly #clock: Clock;
  readonly #post: Post;
  readonly #events: OutboxEvents;
  #online = false;
  #inFlight: string | null = null;
  #attempts = 0;
  #cancel: Cancel = () => {};

  constructor(storage: KeyValue, clock: Clock, post: Post, events: OutboxEvents = {}) {
    this.#storage = storage;
    this.#clock = clock;
    this.#post = post;
    this.#events = events;
    this.#items = createStore(load(storage));
  }

  get items(): Readable<readonly Outgoing[]> {
    return this.#items;
  }

  /** Takes a message in; it is stored before anything is sent. */
  add(
    text: string,
    fence?: number,
    mentions: readonly string[] = [],
    attachments: readonly FileRef[] = [],
  ): Outgoing {
    const at = this.#nextTime();
    const message: Outgoing = {
      client_id: uuid7(at),
      text,
      at,
      state: "sending",
      error: null,
      retryable: true,
      ...(fence === undefined ? {} : { fence }),
      ...(mentions.length === 0 ? {} : { mentions }),
      ...(attachments.length === 0 ? {} : { attachments }),
    };
    this.#save(message);
    this.#items.update((items) => [...items, message]);
    this.#pump();
    return message;
  }

  /** The connection is up: sends what waits. */
  resume(): void {
    this.#online = true;
    this.#attempts = 0;
    this.#pump();
  }

  /** The connection is down: what waits keeps waiting and uses up no attempts. */
  pause(): void {
    this.#online = false;
    this.#cancel();
  }

  retry(clientId: string): void {
    this.#change(clientId, { state: "sending", error: null, retryable: true });
    this.#attempts = 0;
    this.#pump();
  }

  discard(clientId: string): void {
    this.#storage.remove(KEY + clientId);
    this.#items.update((items) => items.filter((item) => item.client_id !== clientId));
  }

  /** Its event was seen, so the conversation shows it from now on. */
  settle(clientIds: ReadonlySet<string>): void {
    for (const item of this.#items.get()) {
      if (clientIds.has(item.client_id)) this.discard(item.client_id);
    }
  }

  clear(): void {
    for (const item of this.#items.get()) this.discard(item.client_id);
  }

  /** Times, and with them ids, grow even within one millisecond: they are the order after a reload. */
  #nextTime(): number {
    const last = this.#items.get().at(-1)?.at ?? 0;
    return Math.max(this.#clock.now(), last + 1);
  }

  #pump(): void {
    if (!this.#online || this.#inFlight !== null) return;
    const next = this.#items.get().find((item) => item.state === "sending");
    if (!next) return;
    this.#cancel();
    this.#inFlight = next.client_id;
    this.#post(next)
      .then(
        (ack) => this.#acknowledged(next, ack),
        () => this.#unanswered(next),
      )
      .finally(() => {
        this.#inFlight = null;
        if (this.#attempts === 0) this.#pump();
        else this.#later();
      });
  }

  #acknowledged(message: Outgoing, ack: Ack<PostAck>): void {
    if (ack.ok) {
      this.#attempts = 0;
      this.#change(message.client_id, { state: "sent", error: null });
      this.#events.stored?.(ack.seq);
      return;
    }
    if (PERMANENT.has(ack.error.code)) {
      this.#attempts = 0;
      this.#change(message.client_id, {
        state: "failed",
        error: ack.error.message,
        retryable: false,
      });
      this.#events.refused?.(message, ack.error);
      return;
    }
    this.#setBack(message, ack.error.message);
  }

  #unanswered(message: Outgoing): void {
    if (this.#online) this.#setBack(message, null);
  }

  #setBack(message: Outgoing, reason: string | null): void {
    this.#attempts += 1;
    if (this.#attempts < ATTEMPTS) return;
    this.#attempts = 0;
    this.#change(message.client_id, { state: "failed", error: reason, retryable: true });
  }

  #later(): void {
    this.#cancel();
    const wait = waitBefore(this.#attempts, this.#clock.random(), SEND_BACKOFF);
    this.#cancel = this.#clock.after(wait, () => this.#pump());
  }

  #change(clientId: string, change: Partial<Outgoing>): void {
    this.#items.update((items) =>
      items.map((item) => (item.client_id === clientId ? { ...item, ...change } : item)),
    );
    const changed = this.#items.get().find((item) => item.client_id === clientId);
    if (changed) this.#save(changed);
  }

  #save(message: Outgoing): void {
    this.#storage.set(KEY + message.client_id, JSON.stringify(message));
  }
}

/** What of a message goes over the wire. */
export function wordsOf({ client_id, text, fence, attachments }: Outgoing): Words {
  return {
    client_id,
    text,
    ...(fence === undefined ? {} : { fence }),
    ...(attachments ? { attachments: attachments.map(({ id }) => id) } : {}),
  };
}

function isOutgoing(value: unknown): value is Outgoing {
  const item = value as Partial<Outgoing> | null;
  return typeof item?.client_id === "string" && typeof item.text === "string";
}

/** What an earlier page left behind. What was merely `sent` is sent again: the same ack comes back. */
function load(storage: KeyValue): readonly Outgoing[] {
  return storage
    .keys()
    .filter((key) => key.startsWith(KEY))
    .map((key) => readJson(storage, key))
    .filter(isOutgoing)
    .map((item) => (item.state === "failed" ? item : { ...item, state: "sending" as const }))
    .sort((left, right) => (left.client_id < right.client_id ? -1 : 1));
}
