/**
 * Keeps a conversation complete. Live events come through `receive`; whatever is missing is fetched by
 * cursor: on connecting, on a hole, on a changed epoch, when an own message does not come back, and now and
 * then in case a live event was lost: every 5 s while something is going on, else every 20 s.
 * Subscribe first, then fetch: callers wire `receive` before they call `start`.
 */
import { type ConversationEvent, parseEvent, parseEvents } from "../wire/events.ts";
import type { SyncAck } from "../wire/payloads.ts";
import { SEND_BACKOFF, waitBefore } from "./backoff.ts";
import type { Cancel, Clock } from "./clock.ts";
import { apply, type Conversation, EMPTY } from "./conversation.ts";
import { createStore, type Readable, type Store } from "./store.ts";

/** Where events come from. */
export interface EventSource {
  /** Fetches what follows `after`; rejects when it cannot. */
  fetch(after: number): Promise<SyncAck>;
  /** False while no live events come, so that fetching has to replace them. */
  readonly live: boolean;
}

export interface SyncState {
  readonly conversation: Conversation;
  /** `complete` once the first fetch is in; `failing` while fetches fail. */
  readonly health: "starting" | "complete" | "failing";
}

const CHECK_MS = 20_000;
const BUSY_CHECK_MS = 5_000;
/** So long after the last event or sending the conversation counts as going on. */
const BUSY_MS = 120_000;
/** An own message that was acknowledged is asked for when its event has not come by then. */
const EXPECTED_MS = 1_000;
const POLL_MS = 5_000;
const PAGES_AT_ONCE = 50;

export class Sync {
  readonly #state: Store<SyncState> = createStore<SyncState>({
    conversation: EMPTY,
    health: "starting",
  });
  readonly #clock: Clock;
  readonly #source: EventSource;
  #epoch: string | null = null;
  #early = new Map<number, ConversationEvent>();
  #cancel: Cancel = () => {};
  #running = false;
  #again = false;
  #failures = 0;
  #active = false;
  #generation = 0;
  #busyAt = Number.NEGATIVE_INFINITY;
  #forgetExpected: Cancel = () => {};

  constructor(source: EventSource, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  get state(): Readable<SyncState> {
    return this.#state;
  }

  get cursor(): number {
    return this.#state.get().conversation.last_seq;
  }

  /** Fetches now and keeps checking; also the call to make after each reconnect. */
  start(): void {
    this.#active = true;
    void this.#run();
  }

  stop(): void {
    this.#active = false;
    this.#cancel();
    this.#forgetExpected();
  }

  /** Forgets the conversation, for another one or after a restored backup. */
  reset(): void {
    this.#generation += 1;
    this.#epoch = null;
    this.#early.clear();
    this.#state.set({ conversation: EMPTY, health: "starting" });
  }

  /** The server stored something at `seq`: its event has to come, or is asked for. */
  expect(seq: number): void {
    this.#busyAt = this.#clock.now();
    if (seq <= this.cursor) return;
    this.#forgetExpected();
    this.#forgetExpected = this.#clock.after(EXPECTED_MS, () => {
      if (seq > this.cursor) void this.#run();
    });
  }

  /** One live event, raw from the socket. */
  receive(value: unknown): void {
    const event = parseEvent(value);
    if (event === null) return;
    const { id } = this.#state.get().conversation;
    if (id !== null && event.conversation_id !== id) return;
    if (event.seq > this.cursor) this.#early.set(event.seq, event);
    this.#drain();
    if (this.#early.size > 0) void this.#run();
  }

  #drain(): void {
    let { conversation } = this.#state.get();
    for (let next = this.#take(conversation); next; next = this.#take(conversation)) {
      conversation = apply(conversation, next).state;
    }
    for (const seq of this.#early.keys()) if (seq <= conversation.last_seq) this.#early.delete(seq);
    if (conversation !== this.#state.get().conversation) this.#busyAt = this.#clock.now();
    this.#state.update((state) =>
      state.conversation === conversation ? state : { ...state, conversation },
    );
  }

  #take(conversation: Conversation): ConversationEvent | undefined {
    return this.#early.get(conversation.last_seq + 1);
  }

  async #run(): Promise<void> {
    if (!this.#active) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = true;
    this.#cancel();
    let wait = 0;
    try {
      do {
        this.#again = false;
        await this.#catchUp();
      } while (this.#again && this.#active);
      this.#failures = 0;
      this.#setHealth("complete");
      wait = this.#pause();
    } catch {
      this.#failures += 1;
      this.#setHealth("failing");
      wait = waitBefore(this.#failures, this.#clock.random(), SEND_BACKOFF);
    } finally {
      this.#running = false;
    }
    if (this.#active) this.#cancel = this.#clock.after(wait, () => void this.#run());
  }

  #pause(): number {
    if (!this.#source.live) return POLL_MS;
    return this.#clock.now() - this.#busyAt < BUSY_MS ? BUSY_CHECK_MS : CHECK_MS;
  }

  #setHealth(health: SyncState["health"]): void {
    this.#state.update((state) => (state.health === health ? state : { ...state, health }));
  }

  async #catchUp(): Promise<void> {
    let barren = 0;
    for (let page = 0; page < PAGES_AT_ONCE; page += 1) {
      const generation = this.#generation;
      const asked = this.cursor;
      const answer = await this.#source.fetch(asked);
      if (generation !== this.#generation) continue;
      if (this.#isAnotherHistory(answer, asked)) {
        this.reset();
        this.#epoch = answer.epoch ?? null;
        continue;
      }
      this.#epoch = answer.epoch ?? this.#epoch;
      const before = this.cursor;
      for (const event of parseEvents(answer.events)) {
        if (event.seq > before) this.#early.set(event.seq, event);
      }
      this.#drain();
      if (this.cursor >= answer.last_seq) return;
      barren = this.cursor === before ? barren + 1 : 0;
      if (barren > 1) throw new Error("the server's pages do not follow the cursor");
    }
    throw new Error("the conversation does not come to an end");
  }

  /** Live events may overtake the answer, so its end is held against the cursor that was asked with. */
  #isAnotherHistory(answer: SyncAck, asked: number): boolean {
    const changed =
      this.#epoch !== null && answer.epoch !== undefined && answer.epoch !== this.#epoch;
    return changed || answer.last_seq < asked;
  }
}
