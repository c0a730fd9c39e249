/**
 * The customer's chat put together: visitor, connection, conversation, outbox. Knows no DOM; the views
 * read its stores and call its verbs.
 */
import type { Clock } from "../model/clock.ts";
import type { Conversation } from "../model/conversation.ts";
import { Errands } from "../model/errands.ts";
import { Lifeline } from "../model/lifeline.ts";
import { Outbox, type Outgoing, wordsOf } from "../model/outbox.ts";
import { Reconnector } from "../model/reconnect.ts";
import { Seen } from "../model/seen.ts";
import type { KeyValue } from "../model/storage.ts";
import { createStore, type Store } from "../model/store.ts";
import { Sync } from "../model/sync.ts";
import { TypingVoice, TypingWatch } from "../model/typing.ts";
import type { FileRef } from "../wire/events.ts";
import { request } from "../wire/http.ts";
import type {
  Ack,
  PostAck,
  QueueSignal,
  SeenSignal,
  Status,
  SyncAck,
  TypingSignal,
  Visitor,
} from "../wire/payloads.ts";
import { postMessage } from "../wire/post.ts";
import type { Connection, Credentials } from "../wire/socket.ts";
import type { Visitors } from "./visitor.ts";

export type Connect = (credentials: () => Promise<Credentials>) => Connection;

export const HANDOFF = "handoff";
export const CONTACT = "contact";

export class Chat {
  readonly sync: Sync;
  readonly outbox: Outbox;
  readonly errands: Errands;
  readonly reconnector: Reconnector;
  /** Goes on over HTTP where no socket can be had. */
  readonly lifeline: Lifeline;
  readonly seen: Seen;
  readonly typing: TypingWatch;
  readonly queue: Store<QueueSignal | null> = createStore<QueueSignal | null>(null);
  /** The last refusal, in words for the customer. */
  readonly fault: Store<string | null> = createStore<string | null>(null);
  readonly #connection: Connection;
  readonly #visitors: Visitors;
  readonly #voice: TypingVoice;
  #status: Status = "bot";

  constructor(visitors: Visitors, storage: KeyValue, clock: Clock, connect: Connect) {
    this.#visitors = visitors;
    this.#connection = connect(() => this.#credentials());
    const connection = this.#connection;
    this.sync = new Sync(
      {
        fetch: (after) => this.#fetch(after),
        get live() {
          return connection.connected;
        },
      },
      clock,
    );
    this.outbox = new Outbox(storage, clock, (message) => this.#post(message), {
      stored: (seq) => this.sync.expect(seq),
    });
    this.seen = new Seen("customer", (seq) => connection.tell("seen", { seq }));
    this.errands = new Errands((_, message) => this.fault.set(message));
    this.typing = new TypingWatch(clock);
    this.#voice = new TypingVoice((active) => connection.tell("typing", { active }), clock);
    this.#listen();
    this.reconnector = new Reconnector(connection, clock);
    this.lifeline = new Lifeline(this.reconnector.link, {
      read: () => this.sync.start(),
      send: () => this.outbox.resume(),
      hold: () => this.outbox.pause(),
    });
  }

  start(): void {
    this.reconnector.start();
  }

  post(text: string, files: readonly FileRef[] = []): void {
    this.fault.set(null);
    this.outbox.add(text, undefined, [], files);
    this.#voice.stop();
  }

  /** Tells a person on the other side that the customer is writing; the bot has no use for it. */
  drafting(draft: string): void {
    if (this.sync.state.get().conversation.status !== "assigned") return;
    if (draft.trim() === "") this.#voice.stop();
    else this.#voice.press();
  }

  requestPerson(): void {
    this.#ask(HANDOFF, "handoff:request", {});
  }

  leaveEmail(email: string): void {
    this.#ask(CONTACT, "contact:leave", { email });
  }

  pick(messageId: string, choiceId: string): void {
    this.#ask(`pick:${messageId}`, "choice:pick", { message_id: messageId, choice_id: choiceId });
  }

  rate(messageId: string, helpful: boolean): void {
    this.#ask(`rate:${messageId}`, "answer:rate", { message_id: messageId, helpful });
  }

  submitSurvey(csat: number, comment: string): void {
    this.#ask("survey", "survey:submit", comment ? { csat, comment } : { csat });
  }

  /** The customer is somebody else from now on (or nobody): their conversation is another one. */
  restart(): void {
    this.sync.stop();
    this.sync.reset();
    this.seen.reset();
    this.outbox.pause();
    this.errands.clear();
    this.queue.set(null);
    this.reconnector.stop();
  }

  #ask(key: string, event: string, payload: unknown): void {
    this.fault.set(null);
    this.errands.run(key, () => this.#connection.ask(event, payload));
  }

  #listen(): void {
    const connection = this.#connection;
    connection.on<unknown>("event", (event) => this.sync.receive(event));
    connection.on<TypingSignal>("typing", (signal) => {
      if (signal.author !== "customer") this.typing.hear(signal);
    });
    connection.on<QueueSignal>("queue", (signal) => this.queue.set(signal));
    connection.on<SeenSignal>("seen", (signal) => this.seen.hear(signal));
    connection.onUp(() => {
      this.sync.start();
      this.outbox.resume();
      this.errands.resume();
    });
    connection.onDown((loss) => {
      if (!this.lifeline.on.get()) this.outbox.pause();
      this.typing.still();
      if (loss.code === "not_authenticated") this.#startAfresh();
    });
    this.sync.state.subscribe(({ conversation }) => this.#settle(conversation));
  }

  #settle({ messages, last_seq, status }: Conversation): void {
    if (this.#status === "queued" && status !== "queued") this.queue.set(null);
    this.#status = status;
    const own = messages.flatMap(({ client_id }) => (client_id ? [client_id] : []));
    this.outbox.settle(new Set(own));
    const newest = messages.at(-1);
    if (newest?.author !== "customer" || newest.seq < last_seq) this.typing.still();
  }

  /** The server does not know this visitor any more: what waits goes to a new conversation. */
  #startAfresh(): void {
    this.#visitors.forget();
    this.sync.reset();
    this.seen.reset();
  }

  /** No cursor comes along: `sync` asks for what is missing once live events are on their way. */
  async #credentials(): Promise<Credentials> {
    const { token } = await this.#visitors.get();
    return { token };
  }

  async #fetch(after: number): Promise<SyncAck> {
    if (this.#connection.connected) {
      const ack = await this.#connection.ask<SyncAck>("sync", { after });
      if (!ack.ok) throw new Error(ack.error.message);
      this.seen.take(ack.seen);
      return ack;
    }
    return this.#byPost(async ({ token, conversation_id }) => {
      const path = `/api/v1/conversations/${encodeURIComponent(conversation_id)}/events?after=${after}`;
      return request<SyncAck>("GET", path, { token });
    });
  }

  async #post(message: Outgoing): Promise<Ack<PostAck>> {
    const words = wordsOf(message);
    if (this.#connection.connected || !this.lifeline.on.get())
      return this.#connection.ask<PostAck>("message:post", words);
    return this.#byPost(({ token, conversation_id }) =>
      postMessage(conversation_id, words, { token }),
    );
  }

  /** A call over HTTP, because there is no socket: whether it is answered says how to go on. */
  async #byPost<T>(call: (visitor: Visitor) => Promise<T>): Promise<T> {
    try {
      const answer = await call(await this.#visitors.get());
      this.lifeline.reached();
      return answer;
    } catch (problem) {
      this.lifeline.missed();
      throw problem;
    }
  }
}
