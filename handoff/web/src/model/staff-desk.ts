/** An agent's desk: the connection, the list, the conversation that is open, and what can be done with it. */
import type { Person } from "../wire/events.ts";
import type { Summary, TypingSignal } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { Clock } from "./clock.ts";
import { type Link, Reconnector } from "./reconnect.ts";
import { ACTION_DONE, ACTION_EVENTS, type ActionName } from "./staff-actions.ts";
import { Drafts } from "./staff-drafts.ts";
import { Outboxes } from "./staff-outboxes.ts";
import { problemWords } from "./staff-problems.ts";
import { QueueKeeper } from "./staff-queue-keeper.ts";
import { Thread } from "./staff-thread.ts";
import type { Toasts } from "./staff-toasts.ts";
import type { KeyValue } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export type Presence = "online" | "away";

const PRESENCE_KEY = "presence";
const CAPACITY = 5;

export interface DeskPorts {
  readonly connection: Connection;
  readonly clock: Clock;
  /** This agent's own part of the browser's storage. */
  readonly storage: KeyValue;
  readonly toasts: Toasts;
  readonly me: Person;
}

export class Desk {
  readonly me: Person;
  readonly clock: Clock;
  readonly toasts: Toasts;
  readonly drafts: Drafts;
  readonly outboxes: Outboxes;
  readonly list: QueueKeeper;
  readonly #connection: Connection;
  readonly #reconnector: Reconnector;
  readonly #storage: KeyValue;
  readonly #thread: Store<Thread | null> = createStore<Thread | null>(null);
  readonly #presence: Store<Presence>;
  readonly #busy: Store<ActionName | null> = createStore<ActionName | null>(null);

  constructor({ connection, clock, storage, toasts, me }: DeskPorts) {
    this.me = me;
    this.clock = clock;
    this.toasts = toasts;
    this.#storage = storage;
    this.#connection = connection;
    this.#reconnector = new Reconnector(connection, clock);
    this.drafts = new Drafts(storage);
    this.outboxes = new Outboxes(connection, clock, storage);
    this.list = new QueueKeeper(connection, clock, storage);
    this.#presence = createStore<Presence>(
      storage.get(PRESENCE_KEY) === "away" ? "away" : "online",
    );
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
    const thread = new Thread(id, this.#connection, this.clock, this.outboxes.of(id));
    this.#thread.set(thread);
    if (this.#connection.connected) thread.sync.start();
  }

  /** Does it, or says why not. True when the server agreed. */
  async act(action: ActionName, conversationId: string): Promise<boolean> {
    if (this.#busy.get() !== null) return false;
    this.#busy.set(action);
    try {
      const ack = await this.#connection.ask(ACTION_EVENTS[action], {
        conversation_id: conversationId,
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

  tellTyping(conversationId: string, active: boolean): void {
    this.#connection.tell("typing", { conversation_id: conversationId, active });
  }

  #listen(): void {
    this.#connection.onUp(() => this.#up());
    this.#connection.onDown(() => {
      this.outboxes.pause();
      this.list.stop();
    });
    this.#connection.on<Summary>("conversation_updated", (summary) => this.list.receive(summary));
    this.#connection.on<{ conversation_id?: unknown }>("event", (event) => {
      const thread = this.#thread.get();
      if (thread && event.conversation_id === thread.id) thread.sync.receive(event);
    });
    this.#connection.on<TypingSignal>("typing", (signal) => {
      const thread = this.#thread.get();
      const own = signal.author === "agent" && signal.name === this.me.name;
      if (thread && signal.conversation_id === thread.id && !own) thread.heardTyping(signal);
    });
  }

  #up(): void {
    this.#tellPresence();
    this.list.start();
    this.#thread.get()?.sync.start();
    this.outboxes.resume();
  }

  #tellPresence(): void {
    if (!this.#connection.connected) return;
    const status = this.#presence.get();
    this.#connection.ask("presence:set", { status, capacity: CAPACITY }).catch(() => {
      // Lossy by design: it is told again on the next connection.
    });
  }
}
