/** Asks the bot a customer's question: what it does now, and what it would do with the text on the desk. */
import type { ArticleContent } from "../wire/articles.ts";
import type { ArticlesApi, Trial } from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { tidied } from "./staff-content.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { createStore, type Readable, type Store } from "./store.ts";

/** The text on the desk, where it differs from the one that customers see. */
export interface DraftText {
  /** Null while the article is new. */
  readonly id: string | null;
  readonly content: ArticleContent;
}

export interface Tried {
  readonly question: string;
  readonly now: Trial;
  /** Null when the bot already knows the text as it stands. */
  readonly draft: Trial | null;
}

interface Asked {
  readonly question: string;
  readonly draft: DraftText | null;
}

const TYPING_REST_MS = 1_200;

export class TrialBench {
  readonly #question: Store<string> = createStore("");
  readonly #answer: Latest<Asked, Tried>;

  constructor(api: ArticlesApi, clock: Clock) {
    this.#answer = new Latest(clock, (asked) => answer(api, asked));
  }

  get question(): Readable<string> {
    return this.#question;
  }

  get answer(): Readable<Answered<Tried>> {
    return this.#answer.state;
  }

  write(question: string): void {
    this.#question.set(question);
  }

  ask(draft: DraftText | null): void {
    this.#ask(draft, 0);
  }

  /** The text on the desk has changed: an answer that is in sight is asked for again. */
  changed(draft: DraftText | null): void {
    if (this.#answer.state.get().value !== null) this.#ask(draft, TYPING_REST_MS);
  }

  #ask(draft: DraftText | null, restMs: number): void {
    const question = this.#question.get().trim();
    if (question !== "") this.#answer.ask({ question, draft }, restMs);
  }
}

async function answer(api: ArticlesApi, { question, draft }: Asked): Promise<Tried> {
  if (!draft || draft.content.title.trim() === "") {
    return { question, now: await api.tryQuestion(question), draft: null };
  }
  return {
    question,
    ...(await api.compare(question, draft.id, tidied(draft.content))),
  };
}

/** Whether the draft would change what the customer gets. */
export function changesAnswer({ now, draft }: Tried): boolean {
  if (!draft) return false;
  return (
    now.decision !== draft.decision ||
    now.text !== draft.text ||
    now.sources.map((source) => source.article_id).join() !==
      draft.sources.map((source) => source.article_id).join()
  );
}
