/** How well the articles stand: findings about them, and what is promised about the answers. */
import { request } from "./http.ts";

export interface Finding {
  readonly kind: string;
  readonly article_ids: readonly string[];
  readonly titles: readonly string[];
  readonly detail: string;
  readonly evidence: Readonly<Record<string, unknown>>;
}

export interface Findings {
  readonly findings: readonly Finding[];
  /** False while the texts are still being compared. */
  readonly complete: boolean;
}

export interface TrustCategory {
  readonly category: string;
  readonly cut_off: number | null;
  readonly proven: boolean;
  readonly bound: number | null;
  readonly labels: number;
}

/** The promise (`bound`) and how it has been kept (`observed`). */
export interface Trust {
  readonly target_error: number;
  readonly confidence: number;
  readonly cut_off: number | null;
  readonly proven: boolean;
  readonly bound: number | null;
  readonly coverage: number | null;
  readonly rehearsed: number;
  readonly categories: readonly TrustCategory[];
  readonly observed: {
    readonly rated: number;
    readonly wrong: number;
    readonly error: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly drifting: boolean;
  } | null;
  readonly assumptions: readonly string[];
  readonly as_of: string;
}

export interface QualityApi {
  health(): Promise<Findings>;
  trust(): Promise<Trust>;
}

const SLOW_MS = 60_000;

export const qualityApi: QualityApi = {
  health: () => request("GET", "/api/v1/articles/health", { timeoutMs: SLOW_MS }),
  trust: () => request("GET", "/api/v1/trust", { timeoutMs: SLOW_MS }),
};
