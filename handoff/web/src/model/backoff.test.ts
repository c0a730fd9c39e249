import { expect, it } from "vitest";
import { waitBefore } from "./backoff.ts";

const BACKOFF = { baseMs: 1_000, capMs: 10_000 };

it.each([
  [1, 0, 500],
  [1, 1, 1_000],
  [3, 1, 4_000],
  [3, 0.5, 3_000],
  [9, 1, 10_000],
  [0, 1, 1_000],
])("attempt %d with chance %d waits %d ms", (attempt, chance, wait) => {
  expect(waitBefore(attempt, chance, BACKOFF)).toBe(wait);
});
