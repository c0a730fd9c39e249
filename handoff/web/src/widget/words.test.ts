import { expect, it } from "vitest";
import { words } from "./words.ts";

it.each([
  [null, "Waiting for a person"],
  [{ position: 1, estimate_s: null }, "You are next in line"],
  [{ position: 3, estimate_s: null }, "You are number 3 in line"],
])("the queue %j reads as %s", (queue, title) => {
  expect(words.queueTitle(queue)).toBe(title);
});

it.each([
  [{ p50: 120, p90: 300 }, "Usually 2 to 5 min. "],
  [{ p50: 45, p90: 300 }, "Usually 45 s to 5 min. "],
  [{ p50: 120, p90: 121 }, "Usually about 2 min. "],
])("the wait %j reads as %s", (estimate_s, start) => {
  expect(words.queueNote({ position: 1, estimate_s })).toMatch(new RegExp(`^${start}Keep writing`));
});
