/** Keeps the agents' list true: asks for it on connecting and now and then, and takes updates in between. */
import type { QueueListAck, Summary } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import { SEND_BACKOFF, waitBefore } from "./backoff.ts";
import type { Cancel, Clock } from "./clock.ts";
import {
  asked,
  NO_QUEUE,
  type Queue,
  withList,
  withOlder,
  withRead,
  withSummary,
} from "./staff-queue.ts";
import { type KeyValue, readJson } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const CHECK_MS = 30_000;
const POLL_MS = 5_000;
const READ_KEY = "read";
const REMEMBERED = 500;

export class QueueKeeper {
  readonly #queue: Store<Queue> = createStore(NO_QUEUE);
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #storage: KeyValue;
  readonly #byPost: ByPost | null;
  #read: Record<string, number>;
  #failures = 0;
  #asking = 0;
  #cancel: Cancel = () => {};

  /** `byPost` brings the list when there is no socket. */
  constructor(
    connection: Connection,
    clock: Clock,
    storage: KeyValue,
    byPost: ByPost | null = null,
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#storage = storage;
    this.#byPost = byPost;
    this.#read = cursorsOf(readJson(storage, READ_KEY));
  }

  get queue(): Readable<Queue> {
    return this.#queue;
  }

  /** Asks now, and again later; also the call to make after each reconnect. */
  start(): void {
    void this.#ask();
  }

  stop(): void {
    this.#asking += 1;
    this.#cancel();
  }

  receive(summary: Summary): void {
    this.#queue.update((queue) => withSummary(queue, summary, this.#read));
  }

  /** Lines that the list does not hold, because they changed long ago. */
  addOlder(lines: readonly Summary[]): void {
    this.#queue.update((queue) => withOlder(queue, lines));
  }

  /** Somebody at this screen has seen the conversation up to `seq`. */
  markRead(id: string, seq: number): void {
    if ((this.#read[id] ?? 0) < seq) {
      const { [id]: _, ...others } = this.#read;
      const kept = Object.entries({ ...others, [id]: seq }).slice(-REMEMBERED);
      this.#read = Object.fromEntries(kept);
      this.#storage.set(READ_KEY, JSON.stringify(this.#read));
    }
    this.#queue.update((queue) => withRead(queue, id));
  }

  async #lines(): Promise<QueueListAck> {
    if (!this.#connection.connected && this.#byPost) return this.#byPost();
    const ack = await this.#connection.ask<QueueListAck>("queue:list", {});
    if (!ack.ok) throw new Error(ack.error.code);
    return ack;
  }

  async #ask(): Promise<void> {
    this.#cancel();
    this.#asking += 1;
    const asking = this.#asking;
    this.#queue.update(asked);
    let wait = CHECK_MS;
    try {
      const lines = await this.#lines();
      if (asking !== this.#asking) return;
      this.#failures = 0;
      this.#queue.update((queue) => withList(queue, lines, this.#read));
      if (!this.#connection.connected) wait = POLL_MS;
    } catch {
      if (asking !== this.#asking) return;
      this.#failures += 1;
      wait = waitBefore(this.#failures, this.#clock.random(), SEND_BACKOFF);
    }
    this.#cancel = this.#clock.after(wait, () => void this.#ask());
  }
}

type ByPost = () => Promise<QueueListAck>;

function cursorsOf(value: unknown): Record<string, number> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
  );
}
