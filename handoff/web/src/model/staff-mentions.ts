/** Notes that name a colleague: whom one can name, who is named in a text, where, and what was not read yet. */
import type { Person } from "../wire/events.ts";
import type { Ack, MentionedAck, MentionSignal, Summary } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { MentionLine } from "../wire/staff-care.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const MOST_OFFERED = 8;

/** Colleagues with a name, or a word of it, that begins with what was typed; none once one is named. */
export function nameable(people: readonly Person[], typed: string): readonly Person[] {
  const wanted = typed.trim().toLowerCase();
  const isWhole = /\s$/u.test(typed) && people.some(({ name }) => name.toLowerCase() === wanted);
  if (isWhole) return [];
  const fits = ({ name }: Person) => {
    const whole = name.toLowerCase();
    return whole.startsWith(wanted) || whole.split(/\s+/u).some((word) => word.startsWith(wanted));
  };
  return people.filter(fits).slice(0, MOST_OFFERED);
}

export interface NotePiece {
  readonly text: string;
  /** Set when the piece names this person. */
  readonly person?: Person;
}

/** A note cut at the names in it; where one name begins with another, the longer one is meant. */
export function piecesOf(text: string, people: readonly Person[]): readonly NotePiece[] {
  const longest = [...people].sort((a, b) => b.name.length - a.name.length);
  const pieces: NotePiece[] = [];
  let plain = 0;
  for (let at = text.indexOf("@"); at !== -1; at = text.indexOf("@", at + 1)) {
    const person = longest.find(({ name }) => names(text, at, name));
    if (!person) continue;
    if (at > plain) pieces.push({ text: text.slice(plain, at) });
    plain = at + 1 + person.name.length;
    pieces.push({ text: text.slice(at, plain), person });
    at = plain - 1;
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain) });
  return pieces;
}

export function mentionsIn(text: string, people: readonly Person[]): readonly string[] {
  return [...new Set(piecesOf(text, people).flatMap(({ person }) => (person ? [person.id] : [])))];
}

function names(text: string, at: number, name: string): boolean {
  const end = at + 1 + name.length;
  if (text.slice(at + 1, end).toLowerCase() !== name.toLowerCase()) return false;
  return !/[\p{L}\p{N}]/u.test(text.charAt(end)) && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1));
}

interface ListAck {
  readonly mentions?: readonly MentionLine[];
}

/** What names this agent in one conversation. */
export interface Call {
  /** The newest note that does, and when it was written. */
  readonly seq: number;
  readonly at: string;
  readonly unread: number;
  /** Stands above what was read before. */
  readonly fresh: boolean;
}

export type Calls = ReadonlyMap<string, Call>;

export const NO_CALLS: Calls = new Map();

/** The conversations that name this agent; `held` are those that stay fresh although they were read. */
export function callsOf(
  places: readonly MentionLine[],
  unread: readonly MentionLine[],
  held: ReadonlySet<string>,
): Calls {
  const calls = new Map<string, Call>();
  for (const { conversation_id: id, seq, at } of places) {
    calls.set(id, { seq, at, unread: 0, fresh: held.has(id) });
  }
  for (const { conversation_id: id, seq, at } of unread) {
    const known = calls.get(id) ?? { seq, at, unread: 0 };
    const newest = known.seq >= seq ? known : { seq, at };
    calls.set(id, { ...newest, unread: known.unread + 1, fresh: true });
  }
  return calls;
}

/** What calls this agent by name: where, and what of it was not looked at yet. */
export class Mentions {
  readonly #connection: Connection;
  readonly #onLines: (lines: readonly Summary[]) => void;
  readonly #unread: Store<readonly MentionLine[]> = createStore<readonly MentionLine[]>([]);
  readonly #places: Store<readonly MentionLine[]> = createStore<readonly MentionLine[]>([]);

  /** `onNews` hears of a note the moment it names this agent, `onLines` of the conversations that do. */
  constructor(
    connection: Connection,
    onNews: (signal: MentionSignal) => void = () => {},
    onLines: (lines: readonly Summary[]) => void = () => {},
  ) {
    this.#connection = connection;
    this.#onLines = onLines;
    connection.onUp(() => this.#look());
    connection.on<MentionSignal>("mention", (signal) => {
      this.#look();
      onNews(signal);
    });
  }

  get unread(): Readable<readonly MentionLine[]> {
    return this.#unread;
  }

  /** The newest note of each conversation that names this agent. */
  get places(): Readable<readonly MentionLine[]> {
    return this.#places;
  }

  /** The conversation was on the screen up to `seq`. */
  read(conversationId: string, seq: number): void {
    const waiting = this.#unread
      .get()
      .some((line) => line.conversation_id === conversationId && line.seq <= seq);
    if (!waiting) return;
    void this.#askUnread("mention:read", { conversation_id: conversationId, seq });
  }

  #look(): void {
    void this.#askUnread("mention:list", {});
    void this.#askPlaces();
  }

  async #askUnread(event: string, payload: unknown): Promise<void> {
    const ack = await this.#ask<ListAck>(event, payload);
    if (ack?.ok) this.#unread.set(ack.mentions ?? []);
  }

  async #askPlaces(): Promise<void> {
    const ack = await this.#ask<MentionedAck>("mention:conversations", {});
    if (!ack?.ok) return;
    this.#onLines(ack.conversations);
    this.#places.set(ack.mentions);
  }

  /** Lossy by design: without an answer all stays as it is until the next connection. */
  async #ask<T>(event: string, payload: unknown): Promise<Ack<T> | null> {
    if (!this.#connection.connected) return null;
    return this.#connection.ask<T>(event, payload).catch(() => null);
  }
}
