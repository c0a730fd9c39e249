/** Questions whose answer editors hold the bot to, and what a change would do to them. */
import { request } from "./http.ts";
import type { AnswerPreview } from "./payloads.ts";
import type { Change } from "./staff-call.ts";

export type Decision = AnswerPreview["decision"];

/** What the bot does with a question: its decision, and the article it would go by. */
export interface Outcome {
  readonly decision: Decision;
  readonly article_id: string | null;
  readonly title: string | null;
  readonly probability: number | null;
}

export interface GoldenChange {
  readonly id: string;
  readonly question: string;
  /** Null: no article may answer it. */
  readonly expected: { readonly id: string; readonly title: string } | null;
  readonly before: Outcome;
  readonly after: Outcome;
}

export interface GoldenDiff {
  readonly lost: readonly GoldenChange[];
  readonly stolen: readonly GoldenChange[];
  readonly newly_answered: readonly GoldenChange[];
  readonly repaired: readonly GoldenChange[];
}

export interface GoldenText {
  readonly question: string;
  readonly article_id: string | null;
  readonly note: string;
}

export interface GoldenQuestion extends GoldenText {
  readonly id: string;
  /** Of the expected article. */
  readonly title: string | null;
  readonly author: string;
  readonly at: string;
  readonly state: Outcome & { readonly passes: boolean };
}

export interface GoldenApi {
  list(): Promise<readonly GoldenQuestion[]>;
  add(text: GoldenText): Promise<GoldenQuestion>;
  change(id: string, text: GoldenText): Promise<GoldenQuestion>;
  remove(id: string): Promise<unknown>;
}

const ROOT = "/api/v1/golden-questions";

export function goldenApi(change: Change): GoldenApi {
  const at = (id: string) => `${ROOT}/${encodeURIComponent(id)}`;
  return {
    list: async () =>
      (await request<{ golden_questions: readonly GoldenQuestion[] }>("GET", ROOT))
        .golden_questions,
    add: (body) => change("POST", ROOT, { body }),
    change: (id, body) => change("PUT", at(id), { body }),
    remove: (id) => change("DELETE", at(id)),
  };
}
