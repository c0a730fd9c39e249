/**
 * Suggested replies for the customer's last message: passages of published articles. What becomes of one is
 * told as a verdict on the article, so that the bot's own probabilities learn from it.
 */
import type { ArticleHit, Verdict } from "../wire/staff-care.ts";
import type { Clock } from "./clock.ts";
import type { Conversation, Message } from "./conversation.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import { plainLine } from "./staff-words.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const REST_MS = 300;
/** Below this nobody would take the article for an answer. */
const WORTH = 0.05;
/** So much of a passage must be left in a reply for it to have been the answer. */
const KEPT = 0.5;

export interface Question {
  readonly message_id: string;
  readonly text: string;
}

/** The message to be answered: the customer's last one, if nobody of the staff wrote after it. */
export function openQuestion({ messages }: Pick<Conversation, "messages">): Question | null {
  const last = messages.findLast(({ author }) => author === "customer" || author === "agent");
  return last?.author === "customer" && isQuestion(last)
    ? { message_id: last.message_id, text: last.text }
    : null;
}

function isQuestion({ text }: Message): boolean {
  return text.trim().split(/\s+/u).length >= 2;
}

/** What goes into the reply: the passage as plain lines, and where to read on. */
export function replyFrom({ passage, article_id }: ArticleHit, origin: string): string {
  const plain = passage
    .split(/\n{2,}/u)
    .map(plainLine)
    .filter(Boolean)
    .join("\n\n");
  return `${plain}\n\n${origin}/help/${encodeURIComponent(article_id)}`;
}

/** The share of the suggested words that a reply still has, 0..1. */
export function wordsKept(suggested: string, sent: string): number {
  const wanted = wordsOf(suggested);
  if (wanted.length === 0) return 0;
  const left = new Map<string, number>();
  for (const word of wordsOf(sent)) left.set(word, (left.get(word) ?? 0) + 1);
  const kept = wanted.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return kept.length / wanted.length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

interface Taken {
  readonly conversationId: string;
  readonly question: string;
  readonly hit: ArticleHit;
}

export interface SuggestionPort {
  search(question: string): Promise<readonly ArticleHit[]>;
  judge(verdict: Verdict): Promise<void>;
}

/** What was said of the suggestions for one question. */
export interface Judged {
  readonly rejected: ReadonlySet<string>;
  readonly problem: string | null;
}

const NOTHING_SAID: Judged = { rejected: new Set(), problem: null };

export class Suggestions {
  readonly #api: SuggestionPort;
  readonly #latest: Latest<string, readonly ArticleHit[]>;
  readonly #judged: Store<Judged> = createStore(NOTHING_SAID);
  #asked: string | null = null;
  #taken: Taken | null = null;

  constructor(api: SuggestionPort, clock: Clock) {
    this.#api = api;
    this.#latest = new Latest(clock, async (question: string) =>
      (await api.search(question)).filter(({ probability }) => probability >= WORTH),
    );
  }

  get state(): Readable<Answered<readonly ArticleHit[]>> {
    return this.#latest.state;
  }

  get judged(): Readable<Judged> {
    return this.#judged;
  }

  /** Looks for articles; the same question is asked once. */
  ask(question: Question | null): void {
    const id = question?.message_id ?? null;
    if (id === this.#asked) return;
    this.#asked = id;
    this.#judged.set(NOTHING_SAID);
    this.#latest.put(null);
    if (question) this.#latest.ask(question.text, REST_MS);
  }

  again(question: Question): void {
    this.#latest.ask(question.text);
  }

  /** The passage went into the reply; whether it was right shows when the reply is sent. */
  take(conversationId: string, question: string, hit: ArticleHit): void {
    this.#taken = { conversationId, question, hit };
  }

  reject(question: string, { article_id }: ArticleHit): void {
    this.#judged.update((judged) => ({
      ...judged,
      rejected: new Set([...judged.rejected, article_id]),
    }));
    void this.#tell({ question, article_id, right: false });
  }

  /** A reply was sent: what is left of the passage says whether it was the answer. */
  sent(conversationId: string, text: string): void {
    const taken = this.#taken;
    if (taken?.conversationId !== conversationId) return;
    this.#taken = null;
    const { question, hit } = taken;
    if (wordsKept(plainLine(hit.passage), text) < KEPT) return;
    void this.#tell({ question, article_id: hit.article_id, right: true });
  }

  async #tell(verdict: Verdict): Promise<void> {
    try {
      await this.#api.judge(verdict);
      this.#judged.update((judged) => ({ ...judged, problem: null }));
    } catch (problem) {
      this.#judged.update((judged) => ({ ...judged, problem: problemWords(problem) }));
    }
  }
}
