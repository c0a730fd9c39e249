import { expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { Latest } from "./staff-latest.ts";

it("waits until the input rests", async () => {
  const clock = new FakeClock();
  const asked: string[] = [];
  const latest = new Latest<string, string>(clock, async (input) => {
    asked.push(input);
    return input.toUpperCase();
  });
  for (const input of ["t", "te", "ten", "tent"]) {
    latest.ask(input, 300);
    await clock.pass(100);
  }
  expect(latest.state.get()).toMatchObject({ value: null, waiting: true });
  await clock.pass(300);
  expect(asked).toEqual(["tent"]);
  expect(latest.state.get()).toEqual({ value: "TENT", waiting: false, problem: null });
});

it("never lets a slow early answer replace a later one", async () => {
  const answers = new Map<string, (value: string) => void>();
  const latest = new Latest<string, string>(
    new FakeClock(),
    (input) => new Promise((resolve) => answers.set(input, resolve)),
  );
  latest.ask("early");
  latest.ask("late");
  answers.get("late")?.("second");
  await settle();
  answers.get("early")?.("first");
  await settle();
  expect(latest.state.get().value).toBe("second");
});

it("keeps the last good answer and says what went wrong since", async () => {
  let broken = false;
  const latest = new Latest<string, string>(new FakeClock(), async (input) => {
    if (broken) throw new Error("no");
    return input;
  });
  latest.ask("good");
  await settle();
  broken = true;
  latest.ask("bad");
  await settle();
  expect(latest.state.get()).toMatchObject({ value: "good", waiting: false });
  expect(latest.state.get().problem).toMatch(/went wrong/);
  latest.put(null);
  expect(latest.state.get()).toEqual({ value: null, waiting: false, problem: null });
});
