import { describe, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import type { GoldenChange } from "../wire/staff-golden.ts";
import { brokenWords, diffOf, gateStopOf } from "./staff-gate.ts";

const CHANGE: GoldenChange = {
  id: "g1",
  question: "how long do refunds take",
  expected: { id: "refunds", title: "Refunds" },
  before: { decision: "answer", article_id: "refunds", title: "Refunds", probability: 0.98 },
  after: { decision: "escalate", article_id: null, title: null, probability: 0.2 },
};

function stopped(code: string, more: Record<string, unknown>): HttpProblem {
  return new HttpProblem({ status: 409, code, title: "Conflict", detail: "", more });
}

describe("gateStopOf", () => {
  it("reads the diff and the right to go on", () => {
    const problem = stopped("golden_questions_broken", {
      diff: { lost: [CHANGE], stolen: [], newly_answered: [], repaired: [] },
      may_override: true,
    });
    expect(gateStopOf(problem)).toEqual({ diff: diffOf({ lost: [CHANGE] }), mayOverride: true });
  });

  it("never takes silence for a right", () => {
    expect(gateStopOf(stopped("golden_questions_broken", {}))?.mayOverride).toBe(false);
  });

  it("leaves other problems alone", () => {
    expect(gateStopOf(stopped("revision_conflict", {}))).toBeNull();
    expect(gateStopOf(new Error("golden_questions_broken"))).toBeNull();
  });
});

describe("brokenWords", () => {
  it("counts by kind and never counts what is repaired", () => {
    expect(brokenWords(diffOf({ lost: [CHANGE, CHANGE], newly_answered: [CHANGE] }))).toBe(
      "3 golden questions would break: 2 lost, 1 newly answered.",
    );
    expect(brokenWords(diffOf({ stolen: [CHANGE], repaired: [CHANGE] }))).toBe(
      "1 golden question would break: 1 stolen.",
    );
  });
});
