/** The golden questions as a list that editors work in. */
import type { GoldenApi, GoldenQuestion, GoldenText } from "../wire/staff-golden.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import type { Readable } from "./store.ts";

export type GoldenView = "all" | "failing" | "passing" | "no_answer";
export const GOLDEN_VIEWS = ["all", "failing", "passing", "no_answer"] as const;

export function fitsView({ state, article_id }: GoldenQuestion, view: GoldenView): boolean {
  if (view === "failing") return !state.passes;
  if (view === "passing") return state.passes;
  return view === "all" || article_id === null;
}

export function narrowed(
  questions: readonly GoldenQuestion[],
  view: GoldenView,
  search: string,
): GoldenQuestion[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return questions.filter((golden) => {
    const text = `${golden.question} ${golden.note} ${golden.title ?? ""}`.toLowerCase();
    return fitsView(golden, view) && words.every((word) => text.includes(word));
  });
}

export class GoldenList {
  readonly #api: GoldenApi;
  readonly #toasts: Toasts;
  readonly #list: Latest<null, readonly GoldenQuestion[]>;

  constructor(api: GoldenApi, clock: Clock, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#list = new Latest(clock, () => api.list());
  }

  get list(): Readable<Answered<readonly GoldenQuestion[]>> {
    return this.#list.state;
  }

  refresh(): void {
    this.#list.ask(null);
  }

  /** Null when it worked, else words for the form. */
  async add(text: GoldenText): Promise<string | null> {
    return this.#try(() => this.#api.add(text), "Kept. No publish may break it from now on.");
  }

  async change(id: string, text: GoldenText): Promise<string | null> {
    return this.#try(() => this.#api.change(id, text), "Changed.");
  }

  async remove({ id, question, article_id, note }: GoldenQuestion): Promise<void> {
    try {
      await this.#api.remove(id);
      const again = { question, article_id, note };
      this.#toasts.good("The golden question is deleted.", {
        label: "Undo",
        run: () => void this.add(again).then((words) => words && this.#toasts.bad(words)),
      });
    } catch (problem) {
      this.#toasts.bad(problemWords(problem));
    }
    this.refresh();
  }

  async #try(run: () => Promise<unknown>, words: string): Promise<string | null> {
    try {
      await run();
      this.#toasts.good(words);
      return null;
    } catch (problem) {
      return problemWords(problem);
    } finally {
      this.refresh();
    }
  }
}
