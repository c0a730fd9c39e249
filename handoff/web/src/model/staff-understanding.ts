/** How well the bot understands, as a table and a list, and the phrasings that people add to it. */
import { HttpProblem } from "../wire/problem.ts";
import type {
  Confusion,
  IntentFigures,
  Phrasing,
  Understanding,
  UnderstandingApi,
} from "../wire/staff-understanding.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { humanised } from "./staff-words.ts";
import type { Readable } from "./store.ts";

export type IntentColumn = "intent" | "phrasings" | "f1" | "confusions";

export interface IntentRow extends IntentFigures {
  /** Phrasings of it that were taken for something else. */
  readonly confusions: number;
}

export function intentRows({ intents, confusions }: Understanding): IntentRow[] {
  const missed = new Map<string, number>();
  for (const { intended } of confusions) missed.set(intended, (missed.get(intended) ?? 0) + 1);
  return intents.map((row) => ({ ...row, confusions: missed.get(row.intent) ?? 0 }));
}

/** Sorted by a column; equal rows stay in the order of their names. */
export function sorted(
  rows: readonly IntentRow[],
  column: IntentColumn,
  descending: boolean,
): IntentRow[] {
  const way = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [one, other] = [a[column], b[column]];
    const difference =
      typeof one === "number" && typeof other === "number"
        ? one - other
        : String(one).localeCompare(String(other));
    return way * difference || a.intent.localeCompare(b.intent);
  });
}

export function confusionsOf(
  confusions: readonly Confusion[],
  intent: string | null,
  search: string,
): Confusion[] {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  return confusions.filter(({ text, intended, understood }) => {
    const all = `${text} ${intentLabel(intended)} ${intentLabel(understood)}`.toLowerCase();
    const about = intent === null || intended === intent || understood === intent;
    return about && words.every((word) => all.includes(word));
  });
}

export const intentLabel = (intent: string): string => humanised(intent);

/** What to do about a phrasing that an intent has already. */
export const TAKEN =
  "It is among the phrasings already, and was misunderstood all the same. Say it as somebody else would: a few more like it teach most.";

export type Taught = "taught" | "taken" | { readonly problem: string };

export class Teaching {
  readonly #api: UnderstandingApi;
  readonly #toasts: Toasts;
  readonly #report: Latest<null, Understanding>;

  constructor(api: UnderstandingApi, clock: Clock, toasts: Toasts) {
    this.#api = api;
    this.#toasts = toasts;
    this.#report = new Latest(clock, () => api.load());
  }

  get report(): Readable<Answered<Understanding>> {
    return this.#report.state;
  }

  refresh(): void {
    this.#report.ask(null);
  }

  async add(phrasing: Phrasing): Promise<Taught> {
    try {
      const kept = await this.#api.add(phrasing);
      this.#toasts.good(
        `Kept for “${intentLabel(kept.intent)}”. It counts after the next training.`,
        { label: "Undo", run: () => void this.remove(kept) },
      );
      return "taught";
    } catch (problem) {
      if (problem instanceof HttpProblem && problem.code === "phrasing_taken") return "taken";
      return { problem: problemWords(problem) };
    } finally {
      this.refresh();
    }
  }

  async remove(phrasing: Phrasing): Promise<void> {
    try {
      await this.#api.remove(phrasing);
      this.#toasts.good("Removed.");
    } catch (problem) {
      this.#toasts.bad(problemWords(problem));
    }
    this.refresh();
  }
}
