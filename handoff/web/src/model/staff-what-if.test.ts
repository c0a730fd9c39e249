import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakePolicies, invalidPolicy, RESULT } from "./staff-fake-policies.ts";
import {
  basisWords,
  costWords,
  direction,
  flipCounts,
  minutes,
  PolicyTrial,
} from "./staff-what-if.ts";

const WISH = { values: { strong_negative: 0.5 }, conversations: 40 };
let server: FakePolicies;
let clock: FakeClock;
let trial: PolicyTrial;

beforeEach(() => {
  server = new FakePolicies();
  clock = new FakeClock();
  trial = new PolicyTrial(server, clock);
});

describe("trying", () => {
  it("follows the progress to the result, and knows what was tried", async () => {
    await trial.begin(WISH);
    expect(trial.state.get()).toMatchObject({ phase: "running", job: { done: 0, total: 40 } });
    server.job = { ...server.job, done: 25 };
    await clock.pass(300);
    expect(trial.state.get().job?.done).toBe(25);
    expect(trial.covers(WISH.values)).toBe(false);
    server.job = { ...server.job, status: "done", done: 40, result: RESULT };
    await clock.pass(300);
    expect(trial.state.get().phase).toBe("done");
    expect(trial.covers({ strong_negative: 0.5 })).toBe(true);
    expect(trial.covers({ strong_negative: 0.6 })).toBe(false);
  });

  it("does not take a trial with another target for one of the policy alone", async () => {
    server.job = { ...server.job, status: "done", result: RESULT };
    await trial.begin({ ...WISH, target_error: 0.02 });
    expect(trial.covers(WISH.values)).toBe(false);
  });

  it("stops on the server too, and asks no further", async () => {
    await trial.begin(WISH);
    await trial.cancel();
    expect(server.cancelled).toEqual(["w1"]);
    server.job = { ...server.job, status: "done", result: RESULT };
    await clock.pass(5_000);
    expect(trial.state.get().phase).toBe("cancelled");
  });

  it("hands a refusal on and stands as before", async () => {
    server.fault = invalidPolicy("strong_negative must be a number");
    await expect(trial.begin(WISH)).rejects.toThrow(/strong_negative/u);
    expect(trial.state.get().phase).toBe("idle");
  });

  it("bears answers that do not come, but not for ever", async () => {
    await trial.begin(WISH);
    server.fault = invalidPolicy("away");
    await clock.pass(300);
    expect(trial.state.get().phase).toBe("running");
    server.whatIf = () => Promise.reject(invalidPolicy("away"));
    await clock.pass(5_000);
    expect(trial.state.get()).toMatchObject({ phase: "failed", problem: "away" });
  });

  it("says that somebody else began another one", async () => {
    server.job = { ...server.job, status: "cancelled" };
    await trial.begin(WISH);
    await settle();
    expect(trial.state.get().problem).toMatch(/somebody/iu);
  });
});

describe("the result in words", () => {
  it("puts the most frequent flip first and knows its direction", () => {
    const counts = flipCounts(RESULT.counts);
    expect(counts.map(direction)).toEqual(["less", "more"]);
    expect(direction({ from: "answer", to: "clarify" })).toBe("same");
  });

  it.each([
    [0, /as much time as it did/u],
    [12.5, /12\.5 min more/u],
    [-180, /3 h less/u],
  ])("says what a difference of %d minutes is", (difference, words) => {
    const agent_minutes = { ...RESULT.agent_minutes, difference };
    expect(costWords({ ...RESULT, agent_minutes })).toMatch(words);
  });

  it("is honest about what it rests on", () => {
    expect(costWords({ ...RESULT, turns: 0 })).toMatch(/no conversation/u);
    expect(basisWords({ ...RESULT, unreadable: 2 })).toMatch(/taken to be 6 min\. 2 older turns/u);
    expect(minutes(-130)).toBe("-2.2 h");
  });
});
