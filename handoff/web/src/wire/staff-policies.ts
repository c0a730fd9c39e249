/** When a person is called: versions of the policy, and what another one would have changed. */
import { request } from "./http.ts";
import type { Change } from "./staff-call.ts";

export interface VipRule {
  readonly attribute: string;
  readonly equals?: string | number | boolean;
  readonly at_least?: number;
}

export type PolicyValue = number | string | readonly string[] | readonly VipRule[];
export type PolicyValues = Readonly<Record<string, PolicyValue>>;

export interface PolicyVersion {
  readonly version: string;
  /** Null: it came with the program. */
  readonly author: string | null;
  readonly at: string;
  readonly note: string;
  readonly values: PolicyValues;
}

export interface PolicyShelf {
  readonly active: string;
  /** Newest first. */
  readonly policies: readonly PolicyVersion[];
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly meanings: Readonly<Record<string, string>>;
  readonly risk_topics: readonly string[];
}

export interface WhatIfWish {
  readonly values?: PolicyValues;
  readonly target_error?: number;
  readonly conversations: number;
}

export interface WhatIfFlip {
  readonly conversation_id: string;
  readonly seq: number;
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

export interface WhatIfResult {
  readonly turns: number;
  /** Turns that were stored by an older program and cannot be decided again. */
  readonly unreadable: number;
  /** Of very many the first. */
  readonly flips: readonly WhatIfFlip[];
  readonly flips_total: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly agent_minutes: {
    readonly before: number;
    readonly after: number;
    readonly difference: number;
    readonly per_handoff: number;
    /** True while too few handoffs have been seen to know what one takes. */
    readonly assumed: boolean;
  };
}

export interface WhatIf {
  readonly id: string;
  readonly status: "running" | "done" | "cancelled" | "failed";
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
  readonly result: WhatIfResult | null;
}

export interface PoliciesApi {
  shelf(): Promise<PolicyShelf>;
  add(values: PolicyValues, note: string): Promise<PolicyVersion>;
  activate(version: string): Promise<unknown>;
  ask(wish: WhatIfWish): Promise<{ readonly id: string }>;
  whatIf(id: string): Promise<WhatIf>;
  cancel(id: string): Promise<unknown>;
}

const ROOT = "/api/v1/policies";
const WHAT_IF = "/api/v1/what-if";

export function policiesApi(change: Change): PoliciesApi {
  const at = (id: string) => `${WHAT_IF}/${encodeURIComponent(id)}`;
  return {
    shelf: () => request("GET", ROOT),
    add: (values, note) => change("POST", ROOT, { body: { values, note } }),
    activate: (version) => change("POST", `${ROOT}/${encodeURIComponent(version)}/activate`),
    ask: (body) => change("POST", WHAT_IF, { body }),
    whatIf: (id) => request("GET", at(id)),
    cancel: (id) => change("DELETE", at(id)),
  };
}
