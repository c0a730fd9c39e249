import { describe, expect, it } from "vitest";
import type { Signal } from "../wire/events.ts";
import { signalBar, signalName, signalRows } from "./staff-signals.ts";

function signal(name: string, value: Signal["value"], fired = false): Signal {
  return { name, value, threshold: 1, fired };
}

describe("signalRows", () => {
  it("puts what fired first, then what moved, and counts the rest", () => {
    const rows = signalRows([
      signal("customer_asked", 0),
      signal("complexity", 0.2),
      signal("search", 1, true),
      signal("known", null),
      signal("venting", false),
    ]);
    expect(rows.shown.map(({ name }) => name)).toEqual(["search", "complexity"]);
    expect(rows.quiet).toBe(3);
  });

  it("shows something that fired at nothing", () => {
    expect(signalRows([signal("odd", 0, true)])).toMatchObject({ quiet: 0, shown: [{}] });
  });
});

it.each([
  ["unsure_in_a_row", "Unsure in a row"],
  ["accepted_offer:low_confidence", "Took the offer (bot was not sure)"],
  ["something_new", "Something new"],
])("names %s", (name, words) => {
  expect(signalName(name)).toBe(words);
});

describe("the bar of a signal", () => {
  const bar = (value: Signal["value"], threshold: number | null) =>
    signalBar({ name: "strain", value, threshold, fired: false });

  it("ends beyond whichever is higher, so that both are seen", () => {
    expect(bar(2, 1)?.reached).toBeCloseTo(0.87, 2);
    expect(bar(2, 1)?.firesAt).toBeCloseTo(0.435, 2);
    expect(bar(0.2, 0.8)?.firesAt).toBeCloseTo(0.87, 2);
  });

  it.each([
    [true, 1],
    [1, 1],
    [0, 1],
    [0.5, null],
    [-1, 1],
    ["late", 1],
  ] as const)("is not drawn for %j of %j", (value, threshold) => {
    expect(bar(value, threshold)).toBeNull();
  });
});
