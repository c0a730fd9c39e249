import { expect, it } from "vitest";
import { uuid7 } from "./ids.ts";

const SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes version 7 UUIDs whose order is that of time", () => {
  const times = [0, 1, 1_700_000_000_000, 1_763_780_000_000, 2 ** 47];
  const ids = times.map((time) => uuid7(time));
  for (const id of ids) expect(id).toMatch(SHAPE);
  expect([...ids].sort()).toEqual(ids);
});

it("carries the time in its first 48 bits", () => {
  expect(uuid7(0x0123456789ab, () => new Uint8Array(16))).toBe(
    "01234567-89ab-7000-8000-000000000000",
  );
});

it("does not repeat itself within a millisecond", () => {
  expect(new Set(Array.from({ length: 1_000 }, () => uuid7(5))).size).toBe(1_000);
});
