import { expect, it } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { Toasts } from "./staff-toasts.ts";

const texts = (toasts: Toasts) => toasts.items.get().map((toast) => toast.text);

it("lets good news go sooner than bad news", async () => {
  const clock = new FakeClock();
  const toasts = new Toasts(clock);
  toasts.good("Saved.");
  toasts.bad("Not saved.");
  await clock.pass(6_000);
  expect(texts(toasts)).toEqual(["Not saved."]);
  await clock.pass(10_000);
  expect(texts(toasts)).toEqual([]);
});

it("shows the same words once and starts their time anew", async () => {
  const clock = new FakeClock();
  const toasts = new Toasts(clock);
  toasts.good("Saved.");
  await clock.pass(4_000);
  toasts.good("Saved.");
  await clock.pass(4_000);
  expect(texts(toasts)).toEqual(["Saved."]);
});

it("lets good news overtake good news, but not what can still be undone", () => {
  const toasts = new Toasts(new FakeClock());
  toasts.good("Saved.");
  toasts.bad("Not sent.");
  toasts.good("Deleted.", { label: "Undo", run: () => {} });
  toasts.good("Published.");
  expect(texts(toasts)).toEqual(["Not sent.", "Deleted.", "Published."]);
});

it("keeps the newest few and puts one away when asked", () => {
  const toasts = new Toasts(new FakeClock());
  for (const text of ["1", "2", "3", "4"]) toasts.bad(text);
  expect(texts(toasts)).toEqual(["2", "3", "4"]);
  toasts.dismiss(toasts.items.get()[1]?.id ?? 0);
  expect(texts(toasts)).toEqual(["2", "4"]);
});
