import { describe, expect, it } from "vitest";
import { offsetsOf, scrollFor, sliceOf } from "./staff-window.ts";

const MANY = offsetsOf(Array.from({ length: 5_000 }, (_, index) => (index % 50 === 0 ? 30 : 80)));

function drawn(top: number, height = 600): [number, number] {
  const { from, to } = sliceOf(MANY, top, height, 100);
  return [from, to];
}

describe("the rows that are drawn", () => {
  it("cover the screen and a little more, wherever it is", () => {
    for (const top of [0, 1, 4_321, 200_000, (MANY.at(-1) ?? 0) - 600]) {
      const [from, to] = drawn(top);
      expect(MANY[from]).toBeLessThanOrEqual(Math.max(0, top));
      expect(MANY[to]).toBeGreaterThanOrEqual(Math.min(MANY.at(-1) ?? 0, top + 600));
      expect(to - from).toBeLessThan(16);
    }
  });

  it("are all of a short list and none of an empty one", () => {
    expect(sliceOf(offsetsOf([10, 10]), 0, 500, 0)).toEqual({ from: 0, to: 2 });
    expect(sliceOf(offsetsOf([]), 0, 500, 0)).toEqual({ from: 0, to: 0 });
  });

  it("stay within a list that has become shorter than it was scrolled", () => {
    expect(sliceOf(offsetsOf([80, 80]), 9_000, 600, 100)).toEqual({ from: 1, to: 2 });
  });
});

it.each([
  [0, 0, null],
  [5, 0, 500],
  [2, 250, 200],
  [3, 250, null],
])("row %d, scrolled to %d: scrolls to %s", (row, top, to) => {
  const offsets = offsetsOf([100, 100, 100, 100, 100, 100]);
  expect(scrollFor(offsets, row, top, row === 5 ? 100 : 300)).toBe(to);
});
