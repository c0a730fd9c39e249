import { beforeEach, expect, it } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { Autosave, REST_MS, type Tried } from "./staff-autosave.ts";

let clock: FakeClock;
let saves: number[];
let outcome: Tried;
let autosave: Autosave;

beforeEach(() => {
  clock = new FakeClock();
  saves = [];
  outcome = "done";
  autosave = new Autosave(clock, async () => {
    saves.push(clock.now());
    return outcome;
  });
});

it("saves once, when the typing rests", async () => {
  for (let stroke = 0; stroke < 5; stroke += 1) {
    autosave.touch();
    await clock.pass(1_000);
  }
  await clock.pass(60_000);
  expect(saves).toEqual([4_000 + REST_MS]);
});

it("tries again ever more rarely while nobody answers, and at once when told", async () => {
  outcome = "again";
  autosave.touch();
  await clock.pass(REST_MS + 4_000 + 8_000);
  expect(saves).toEqual([REST_MS, REST_MS + 4_000, REST_MS + 12_000]);
  outcome = "done";
  await autosave.flush();
  await clock.pass(300_000);
  expect(saves).toHaveLength(4);
});

it("does not insist where a person has to decide", async () => {
  outcome = "stop";
  autosave.touch();
  await clock.pass(300_000);
  expect(saves).toHaveLength(1);
});

it("leaves off when stopped", async () => {
  autosave.touch();
  autosave.stop();
  await clock.pass(60_000);
  expect(saves).toEqual([]);
});
