/** What customers asked and no article answered, and what became of it. */
import { request } from "./http.ts";
import type { StaffArticle } from "./staff-articles.ts";
import { type Change, query } from "./staff-call.ts";

export type GapStatus = "open" | "drafted" | "published" | "dismissed";

export interface Gap {
  readonly id: string;
  /** The most typical of its questions. */
  readonly name: string;
  readonly questions: readonly {
    readonly text: string;
    readonly at: string;
    readonly outcome: string;
  }[];
  readonly count: number;
  readonly agent_minutes: number;
  readonly best_reply: { readonly text: string; readonly agent: string } | null;
  readonly nearest_article: {
    readonly id: string;
    readonly title: string;
    readonly probability: number;
  } | null;
  readonly status: GapStatus;
  readonly article_id: string | null;
  readonly answered_since: number | null;
}

export interface Gaps {
  readonly gaps: readonly Gap[];
  readonly as_of: string;
  /** False while the newest conversations are still being read. */
  readonly complete?: boolean;
}

export interface GapsApi {
  list(days: number): Promise<Gaps>;
  draft(id: string): Promise<StaffArticle>;
  dismiss(id: string): Promise<unknown>;
  reopen(id: string): Promise<unknown>;
}

const ROOT = "/api/v1/gaps";

export function gapsApi(change: Change): GapsApi {
  const at = (id: string, rest: string) => `${ROOT}/${encodeURIComponent(id)}/${rest}`;
  return {
    list: (days) => request("GET", query(ROOT, { days }), { timeoutMs: 60_000 }),
    draft: (id) => change("POST", at(id, "draft")),
    dismiss: (id) => change("POST", at(id, "dismiss")),
    reopen: (id) => change("POST", at(id, "reopen")),
  };
}
