/** Canned replies: found by what is typed behind `/`, filled with what is known, marked where it is not. */
import type { CannedReply, CannedShelf, CannedText } from "../wire/staff-care.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

/** What stands between the mark and the caret, and where it begins. */
export interface Typed {
  readonly from: number;
  readonly words: string;
}

const MOST_OFFERED = 8;
const PLACEHOLDER = /\{([a-z][a-z0-9_]{0,39})\}/gu;

/** What is being typed behind a mark that begins a word, such as `/ret`; null when nothing is. */
export function typedBehind(mark: "/" | "@", text: string, caret: number): Typed | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf(mark);
  if (from === -1 || (from > 0 && !/\s/u.test(before.charAt(from - 1)))) return null;
  const words = before.slice(from + 1);
  const whole = mark === "/" ? /^\S*$/u : /^\S*(?: \S*)?$/u;
  return whole.test(words) ? { from, words } : null;
}

/** The replies that fit what was typed: by shortcut first, then by their words. */
export function offered(replies: readonly CannedReply[], typed: string): readonly CannedReply[] {
  const wanted = typed.toLowerCase();
  const rank = ({ shortcut, text }: CannedReply) => {
    if (shortcut.startsWith(wanted)) return 0;
    if (shortcut.includes(wanted)) return 1;
    return text.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rank(reply) }))
    .filter((found) => found.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST_OFFERED)
    .map(({ reply }) => reply);
}

export type Known = Readonly<Record<string, string | null>>;

/** Puts in what is known; what is not stays as it is, to be seen and filled by hand. */
export function filled(text: string, known: Known): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => known[name] ?? whole);
}

export interface Unfilled {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export function unfilled(text: string): readonly Unfilled[] {
  return [...text.matchAll(PLACEHOLDER)].map((match) => ({
    name: match[1] ?? "",
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** A text with a piece put in place of what was typed, and where the caret goes. */
export function replaced(
  text: string,
  from: number,
  to: number,
  piece: string,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, from) + piece + text.slice(to), caret: from + piece.length };
}

const SHORTCUT = /^[a-z0-9][a-z0-9_-]{0,39}$/u;

/** Why a reply cannot be kept like this; null when it can. */
export function faultOf({ shortcut, text }: CannedText): string | null {
  if (!SHORTCUT.test(shortcut)) {
    return "A shortcut is one word of small letters, digits, - and _, such as “return-label”.";
  }
  return text.trim() === "" ? "Write what the reply says." : null;
}

interface CannedPort {
  canned(): Promise<CannedShelf>;
  addCanned(reply: CannedText): Promise<CannedReply>;
  changeCanned(id: string, reply: CannedText): Promise<CannedReply>;
  removeCanned(id: string): Promise<void>;
}

export interface CannedState extends CannedShelf {
  readonly loaded: boolean;
  readonly problem: string | null;
}

/** The replies of this agent, fetched once and kept in step with own changes. */
export class Canned {
  readonly #api: CannedPort;
  readonly #state: Store<CannedState> = createStore<CannedState>({
    replies: [],
    shop: "",
    loaded: false,
    problem: null,
  });
  #fetching: Promise<void> | null = null;

  constructor(api: CannedPort) {
    this.#api = api;
  }

  get state(): Readable<CannedState> {
    return this.#state;
  }

  /** Fetches what is not there yet; again after a failure, or when told to. */
  load(again = false): Promise<void> {
    if (this.#state.get().loaded && !again) return Promise.resolve();
    this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = null;
    });
    return this.#fetching;
  }

  /** Keeps a reply, a new one without `id`; gives why not, or null. */
  async save(id: string | null, reply: CannedText): Promise<string | null> {
    const fault = faultOf(reply);
    if (fault !== null) return fault;
    return this.#try(async () => {
      const kept = id === null ? this.#api.addCanned(reply) : this.#api.changeCanned(id, reply);
      this.#put([...this.#without(id), await kept]);
    });
  }

  async remove(id: string): Promise<string | null> {
    return this.#try(async () => {
      await this.#api.removeCanned(id);
      this.#put(this.#without(id));
    });
  }

  async #fetch(): Promise<void> {
    try {
      this.#state.set({ ...(await this.#api.canned()), loaded: true, problem: null });
    } catch (problem) {
      this.#state.update((state) => ({ ...state, problem: problemWords(problem) }));
    }
  }

  async #try(change: () => Promise<void>): Promise<string | null> {
    try {
      await change();
      return null;
    } catch (problem) {
      return problemWords(problem);
    }
  }

  #without(id: string | null): readonly CannedReply[] {
    return this.#state.get().replies.filter((reply) => reply.id !== id);
  }

  #put(replies: readonly CannedReply[]): void {
    const inOrder = [...replies].sort((a, b) => a.shortcut.localeCompare(b.shortcut));
    this.#state.update((state) => ({ ...state, replies: inOrder }));
  }
}
