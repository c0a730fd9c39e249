/** The policies' server for tests: versions in memory, and a what-if that is moved on by hand. */

import { HttpProblem } from "../wire/problem.ts";
import type {
  PoliciesApi,
  PolicyShelf,
  PolicyValues,
  PolicyVersion,
  WhatIf,
  WhatIfResult,
  WhatIfWish,
} from "../wire/staff-policies.ts";

const DELIVERED: PolicyVersion = {
  version: "1",
  author: null,
  at: "2026-01-01T00:00:00Z",
  note: "As delivered.",
  values: { strong_negative: 0.93, venting_limit: 2, vip: [], muted_risks: [] },
};

export const RESULT: WhatIfResult = {
  turns: 40,
  unreadable: 0,
  flips: [],
  flips_total: 3,
  counts: { "answer->escalate": 1, "escalate->offer": 2 },
  agent_minutes: { before: 60, after: 54, difference: -6, per_handoff: 6, assumed: true },
};

export class FakePolicies implements PoliciesApi {
  policies: readonly PolicyVersion[] = [DELIVERED];
  active = "1";
  /** Thrown by the next call. */
  fault: HttpProblem | null = null;
  job: WhatIf = {
    id: "w1",
    status: "running",
    done: 0,
    total: 40,
    problem: null,
    result: null,
  };
  readonly wishes: WhatIfWish[] = [];
  readonly cancelled: string[] = [];

  async shelf(): Promise<PolicyShelf> {
    const { active, policies } = this;
    return { active, policies, ranges: {}, meanings: {}, risk_topics: [] };
  }

  async add(values: PolicyValues, note: string): Promise<PolicyVersion> {
    this.#throw();
    const active = this.policies.find(({ version }) => version === this.active) ?? DELIVERED;
    const added = {
      ...active,
      version: String(this.policies.length + 1),
      author: "Noa",
      note,
      values: { ...active.values, ...values },
    };
    this.policies = [added, ...this.policies];
    return added;
  }

  async activate(version: string): Promise<unknown> {
    this.#throw();
    this.active = version;
    return { active: version };
  }

  async ask(wish: WhatIfWish): Promise<{ id: string }> {
    this.#throw();
    this.wishes.push(wish);
    return { id: this.job.id };
  }

  async whatIf(): Promise<WhatIf> {
    this.#throw();
    return this.job;
  }

  async cancel(id: string): Promise<unknown> {
    this.cancelled.push(id);
    return null;
  }

  #throw(): void {
    const { fault } = this;
    this.fault = null;
    if (fault) throw fault;
  }
}

export const invalidPolicy = (detail: string): HttpProblem =>
  new HttpProblem({ status: 422, code: "invalid_policy", title: "", detail });
