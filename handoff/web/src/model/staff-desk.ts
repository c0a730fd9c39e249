/** An agent's desk: the connection, the list, the conversation that is open, and what can be done with it. */
import type { Person } from "../wire/events.ts";
import type { OwnershipSignal, SeenSignal, Summary, TypingSignal } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { StaffPost } from "../wire/staff-messages.ts";
import type { Clock } from "./clock.ts";
import { Lifeline } from "./lifeline.ts";
import { type Link, Reconnector } from "./reconnect.ts";
import { ACTION_DONE, ACTION_EVENTS, type ActionName } from "./staff-actions.ts";
import { Drafts } from "./staff-drafts.ts";
import { LeaseKeeper } from "./staff-lease.ts";
import { Outboxes } from "./staff-outboxes.ts";
import { lostWords, ownershipNews } from "./staff-ownership.ts";
import { problemWords } from "./staff-problems.ts";
import { QueueKeeper } from "./staff-queue-keeper.ts";
import { Thread } from "./staff-thread.ts";
import type { Toasts } from "./staff-toasts.ts";
import { type FileWays, Trays } from "./staff-trays.ts";
import type { KeyValue } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export type Presence = "online" | "away";

const PRESENCE_KEY = "presence";
const CAPACITY_KEY = "capacity";
const CAPACITY = 5;

export interface DeskPorts {
  readonly connection: Connection;
  readonly clock: Clock;
  /** This agent's own part of the browser's storage. */
  readonly storage: KeyValue;
  readonly toasts: Toasts;
  readonly me: Person;
  /** The way over HTTP when no socket can be had. */
  readonly post?: StaffPost;
  readonly files?: FileWays;
}

export class Desk {
  readonly me: Person;
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly outboxes: Outboxes;
  readonly trays: Trays;
  readonly list: QueueKeeper;
  readonly lifeline: Lifeline;
  readonly #connection: Connection;
  readonly #lease: LeaseKeeper;
  readonly #post: StaffPost | null;
  readonly #reconnector: Reconnector;
  readonly #storage: KeyValue;
  readonly #thread: Store<Thread | null> = createStore<Thread | null>(null);
  readonly #presence: Store<Presence>;
  readonly #capacity: Store<number>;
  readonly #busy: Store<ActionName | null> = createStore<ActionName | null>(null);

  constructor({ connection, clock, storage, toasts, me, post, files }: DeskPorts) {
    this.me = me;
    this.clock = clock;
    this.toasts = toasts;
    this.#storage = storage;
    this.#connection = connection;
    this.#reconnector = new Reconnector(connection, clock);
    this.#post = post ?? null;
    this.#lease = new LeaseKeeper(connection, clock, (lost) => toasts.bad(lostWords(lost)));
    this.lifeline = new Lifeline(this.#reconnector.link, {
      read: () => this.#read(),
      send: () => this.outboxes.resume(),
      hold: () => this.outboxes.pause(),
    });
    this.drafts = new Drafts(storage);
    this.trays = new Trays(storage, clock, files ?? null);
    this.outboxes = new Outboxes(connection, clock, storage, {
      ...(post ? { byPost: (id, words) => this.#reached(post.post(id, words)) } : {}),
      stored: (id, seq) => this.#openThread(id)?.sync.expect(seq),
      refused: (id, mode, { client_id, text, attachments = [] }, code) => {
        if (code !== "not_owner" || mode !== "reply") return;
        this.outboxes.of(id).reply.discard(client_id);
        this.trays.of(id).giveBack(attachments);
        this.drafts.giveBack(id, mode, text);
      },
    });
    const list = post ? () => this.#reached(post.list(me.id)) : null;
    this.list = new QueueKeeper(connection, clock, storage, list);
    this.#presence = createStore<Presence>(
      storage.get(PRESENCE_KEY) === "away" ? "away" : "online",
    );
    this.#capacity = createStore(Number(storage.get(CAPACITY_KEY) ?? CAPACITY) || CAPACITY);
    this.#listen();
  }

  get link(): Readable<Link> {
    return this.#reconnector.link;
  }

  get thread(): Readable<Thread | null> {
    return this.#thread;
  }

  get presence(): Readable<Presence> {
    return this.#presence;
  }

  /** How many conversations this agent takes at once. */
  get capacity(): Readable<number> {
    return this.#capacity;
  }

  /** The action whose answer is still awaited. */
  get busy(): Readable<ActionName | null> {
    return this.#busy;
  }

  start(): void {
    this.#reconnector.start();
  }

  stop(): void {
    this.#thread.get()?.close();
    this.list.stop();
    this.#lease.stop();
    this.outboxes.pause();
    this.#reconnector.stop();
  }

  hurry(): void {
    this.#reconnector.hurry();
  }

  open(id: string | null): void {
    const before = this.#thread.get();
    if (before?.id === id) return;
    before?.close();
    if (id === null) {
      this.#thread.set(null);
      return;
    }
    const post = this.#post;
    const byPost = post
      ? (name: string, after: number) => this.#reached(post.open(name, after))
      : null;
    const thread = new Thread(id, this.#connection, this.clock, this.outboxes.of(id), byPost);
    this.#thread.set(thread);
    if (this.#connection.connected || this.lifeline.reading) thread.sync.start();
  }

  /** Does it, or says why not. True when the server agreed. */
  async act(action: ActionName, conversationId: string, more: object = {}): Promise<boolean> {
    if (this.#busy.get() !== null) return false;
    this.#busy.set(action);
    try {
      const ack = await this.#connection.ask(ACTION_EVENTS[action], {
        conversation_id: conversationId,
        ...more,
      });
      if (ack.ok) this.toasts.good(ACTION_DONE[action]);
      else this.toasts.bad(ack.error.message);
      return ack.ok;
    } catch (problem) {
      this.toasts.bad(problemWords(problem));
      return false;
    } finally {
      this.#busy.set(null);
    }
  }

  setPresence(presence: Presence): void {
    this.#presence.set(presence);
    this.#storage.set(PRESENCE_KEY, presence);
    this.#tellPresence();
  }

  setCapacity(capacity: number): void {
    this.#capacity.set(capacity);
    this.#storage.set(CAPACITY_KEY, String(capacity));
    this.#tellPresence();
  }

  /** Somebody at this screen has seen the conversation up to `seq`. */
  read(conversationId: string, seq: number): void {
    this.list.markRead(conversationId, seq);
    this.#openThread(conversationId)?.seen.show(seq);
  }

  tellTyping(conversationId: string, active: boolean): void {
    this.#connection.tell("typing", { conversation_id: conversationId, active });
  }

  #listen(): void {
    this.#connection.onUp(() => this.#up());
    this.#connection.onDown(() => {
      this.#lease.stop();
      if (this.lifeline.on.get()) return;
      this.outboxes.pause();
      if (!this.lifeline.reading) this.list.stop();
    });
    this.#connection.on<Summary>("conversation_updated", (summary) => this.list.receive(summary));
    this.#connection.on<{ conversation_id?: unknown }>("event", (event) => {
      this.#openThread(event.conversation_id)?.sync.receive(event);
    });
    this.#connection.on<SeenSignal>("seen", (signal) =>
      this.#openThread(signal.conversation_id)?.heardSeen(signal),
    );
    this.#connection.on<OwnershipSignal>("ownership", (signal) => {
      const news = ownershipNews(signal, this.me.id);
      if (news) this.toasts[news.tone](news.text);
    });
    this.#connection.on<TypingSignal>("typing", (signal) => {
      const own = signal.author === "agent" && signal.name === this.me.name;
      if (!own) this.#openThread(signal.conversation_id)?.heardTyping(signal);
    });
  }

  #openThread(id: unknown): Thread | null {
    const thread = this.#thread.get();
    return thread?.id === id ? thread : null;
  }

  /** Reads over HTTP from now on; without that way it waits for the socket. */
  #read(): void {
    if (!this.#post) return;
    this.list.start();
    this.#thread.get()?.sync.start();
  }

  /** Whether a call over HTTP is answered says how to go on. */
  async #reached<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      this.lifeline.reached();
      return answer;
    } catch (problem) {
      this.lifeline.missed();
      throw problem;
    }
  }

  #up(): void {
    this.#tellPresence();
    this.#lease.start();
    this.list.start();
    this.#thread.get()?.sync.start();
    this.outboxes.resume();
    this.trays.resume();
  }

  #tellPresence(): void {
    if (!this.#connection.connected) return;
    const status = this.#presence.get();
    const capacity = this.#capacity.get();
    this.#connection.ask("presence:set", { status, capacity }).catch(() => {
      // Lossy by design: it is told again on the next connection.
    });
  }
}
