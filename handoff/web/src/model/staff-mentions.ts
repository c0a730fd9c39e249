/** Notes that name a colleague: whom one can name, who is named in a text, and which were not read yet. */
import type { Person } from "../wire/events.ts";
import type { MentionSignal } from "../wire/payloads.ts";
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

/** What calls this agent by name and was not looked at yet, newest first. */
export class Mentions {
  readonly #connection: Connection;
  readonly #unread: Store<readonly MentionLine[]> = createStore<readonly MentionLine[]>([]);

  /** `onNews` hears of a note the moment it names this agent. */
  constructor(connection: Connection, onNews: (signal: MentionSignal) => void = () => {}) {
    this.#connection = connection;
    connection.onUp(() => void this.#ask("mention:list", {}));
    connection.on<MentionSignal>("mention", (signal) => {
      void this.#ask("mention:list", {});
      onNews(signal);
    });
  }

  get unread(): Readable<readonly MentionLine[]> {
    return this.#unread;
  }

  /** The conversation was on the screen up to `seq`. */
  read(conversationId: string, seq: number): void {
    const waiting = this.#unread
      .get()
      .some((line) => line.conversation_id === conversationId && line.seq <= seq);
    if (waiting) void this.#ask("mention:read", { conversation_id: conversationId, seq });
  }

  /** Lossy by design: what is missed is asked again on the next connection. */
  async #ask(event: string, payload: unknown): Promise<void> {
    if (!this.#connection.connected) return;
    try {
      const ack = await this.#connection.ask<ListAck>(event, payload);
      if (ack.ok) this.#unread.set(ack.mentions ?? []);
    } catch {
      // No answer: the badge stays as it is until the next one.
    }
  }
}
