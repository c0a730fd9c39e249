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

const CLOSED = { position: 1, estimate_s: null, open: false };
const AT = "2027-01-04T09:00:00";

it.each([
  [{ ...CLOSED, back_at: AT }, /^Nobody is here now\. Back Mon.+9:00/],
  [{ ...CLOSED, back_at: null }, /^Nobody is here right now$/],
  [{ position: 2, estimate_s: null, open: true, late: true }, /longer than it should/],
])("closed doors and long waits are named: %j", (queue, title) => {
  expect(words.queueTitle(queue)).toMatch(title);
});

it.each([
  [{ ...CLOSED, leave_email: true }, /^Leave your e-mail address/],
  [{ ...CLOSED, email: "eve@home.example" }, /by e-mail to eve@home\.example\.$/],
  [{ ...CLOSED, leave_email: false }, /when we are back/],
])("what %j can expect is said", (queue, note) => {
  expect(words.queueNote(queue)).toMatch(note);
});
