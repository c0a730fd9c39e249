import { expect, it } from "vitest";
import { fromField, nextGoodTime, toField } from "./staff-schedule.ts";

const NOON = Date.UTC(2026, 5, 1, 12);

it("a moment survives the field", () => {
  const field = toField(NOON);
  expect(field).toMatch(/^2026-0[56]-\d\dT\d\d:00$/);
  expect(fromField(field, NOON - 1)).toEqual({ at: new Date(NOON).toISOString() });
});

it.each([
  ["", "Choose a day and a time."],
  ["gibberish", "Choose a day and a time."],
])("asks for a moment instead of %j", (value, problem) => {
  expect(fromField(value, NOON)).toEqual({ problem });
});

it("refuses what has passed", () => {
  expect(fromField(toField(NOON), NOON)).toHaveProperty("problem");
});

it("proposes a full hour that leaves time to think", () => {
  expect(nextGoodTime(NOON)).toBe(NOON + 3_600_000);
  expect(nextGoodTime(NOON + 45 * 60_000)).toBe(NOON + 2 * 3_600_000);
});
