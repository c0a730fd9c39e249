/** What to write next: the gaps in what the articles answer, and what editors do about them. */
import type { Gap, GapStatus, Gaps, GapsApi } from "../wire/staff-gaps.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export const SPANS_DAYS = [7, 30, 90] as const;
export type SpanDays = (typeof SPANS_DAYS)[number];

export type GapView = "open" | "written" | "dismissed";
export const GAP_VIEWS = ["open", "written", "dismissed"] as const;

const VIEW_OF: Readonly<Record<GapStatus, GapView>> = {
  open: "open",
  drafted: "written",
  published: "written",
  dismissed: "dismissed",
};

export const inView = (gaps: readonly Gap[], view: GapView): Gap[] =>
  gaps.filter((gap) => VIEW_OF[gap.status] === view);

export class GapList {
  readonly #api: GapsApi;
  readonly #toasts: Toasts;
  readonly #list: Latest<SpanDays, Gaps>;
  readonly #days: Store<SpanDays> = createStore<SpanDays>(30);
  readonly #busy: Store<string | null> = createStore<string | null>(null);

  constructor(api: GapsApi, clock: Clock, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#list = new Latest(clock, (days) => api.list(days));
  }

  get list(): Readable<Answered<Gaps>> {
    return this.#list.state;
  }

  get days(): Readable<SpanDays> {
    return this.#days;
  }

  /** The gap that something is being done with. */
  get busy(): Readable<string | null> {
    return this.#busy;
  }

  look(days: SpanDays): void {
    this.#days.set(days);
    this.refresh();
  }

  refresh(): void {
    this.#list.ask(this.#days.get());
  }

  /** Gives the id of the draft that was made, or null when none was. */
  async draft(id: string): Promise<string | null> {
    const article = await this.#doing(id, () => this.#api.draft(id));
    return article?.id ?? null;
  }

  async dismiss(gap: Gap): Promise<void> {
    const done = await this.#doing(gap.id, async () => {
      await this.#api.dismiss(gap.id);
      return true;
    });
    if (done) {
      this.#toasts.good(`“${gap.name}” is out of the list of what to write.`, {
        label: "Undo",
        run: () => void this.reopen(gap.id),
      });
    }
    this.refresh();
  }

  async reopen(id: string): Promise<void> {
    await this.#doing(id, () => this.#api.reopen(id));
    this.refresh();
  }

  async #doing<T>(id: string, run: () => Promise<T>): Promise<T | null> {
    if (this.#busy.get() !== null) return null;
    this.#busy.set(id);
    try {
      return await run();
    } catch (problem) {
      this.#toasts.bad(problemWords(problem));
      return null;
    } finally {
      this.#busy.set(null);
    }
  }
}
