import { describe, expect, it } from "vitest";
import type { Trust } from "../wire/staff-quality.ts";
import { keepingOf, keepingWords, promiseWords, share } from "./staff-trust.ts";

const TRUST: Trust = {
  target_error: 0.05,
  confidence: 0.95,
  cut_off: 0.8,
  proven: true,
  bound: 0.043,
  coverage: 0.82,
  rehearsed: 900,
  categories: [],
  observed: { rated: 40, wrong: 1, error: 0.025, lower: 0.001, upper: 0.13, drifting: false },
  assumptions: [],
  as_of: "2026-01-01T00:00:00Z",
};

it.each([
  [0.05, "5 %"],
  [0, "0 %"],
  [1, "100 %"],
  [0.0432, "4.3 %"],
  [null, "–"],
])("share(%j) is %s", (value, words) => {
  expect(share(value)).toBe(words);
});

describe("the promise", () => {
  it("names bound, confidence and target", () => {
    expect(promiseWords(TRUST)).toMatch(/95 %.*4\.3 %.*5 %/u);
  });

  it("is not made without evidence", () => {
    expect(promiseWords({ ...TRUST, proven: false })).toMatch(/not yet enough evidence/u);
    expect(promiseWords({ ...TRUST, bound: null })).toMatch(/not yet enough evidence/u);
  });
});

describe("keeping it", () => {
  it("is unknown without ratings", () => {
    expect(keepingOf({ ...TRUST, observed: null })).toBe("unknown");
    expect(keepingWords({ ...TRUST, observed: null })).toMatch(/Nobody has rated/u);
  });

  it("warns when more is wrong than promised", () => {
    const drifted = {
      ...TRUST,
      observed: { rated: 40, wrong: 8, error: 0.2, lower: 0.09, upper: 0.35, drifting: true },
    };
    expect(keepingOf(drifted)).toBe("drifting");
    expect(keepingWords(drifted)).toMatch(/20 %.*4\.3 %/u);
  });

  it("says so when it fits", () => {
    expect(keepingWords(TRUST)).toMatch(/2\.5 %.*fits/u);
  });
});
