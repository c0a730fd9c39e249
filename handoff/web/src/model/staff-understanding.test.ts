import { beforeEach, describe, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import type { Phrasing, Understanding, UnderstandingApi } from "../wire/staff-understanding.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { Toasts } from "./staff-toasts.ts";
import { confusionsOf, intentRows, sorted, Teaching } from "./staff-understanding.ts";

const confusion = (text: string, intended: string, understood: string) => ({
  text,
  intended,
  understood,
  probability: 0.8,
});

const REPORT: Understanding = {
  as_of: "2026-01-01T00:00:00Z",
  accuracy: 0.9,
  outcome_accuracy: 0.95,
  macro_f1: 0.89,
  intents: [
    { intent: "thanks", phrasings: 30, f1: 0.99 },
    { intent: "ask_person", phrasings: 40, f1: 0.8 },
    { intent: "goodbye", phrasings: 30, f1: 0.9 },
  ],
  confusions: [
    confusion("cheers, bye", "goodbye", "thanks"),
    confusion("anyone there", "ask_person", "goodbye"),
    confusion("a human maybe", "ask_person", "thanks"),
  ],
  added: [],
};

describe("the table", () => {
  const names = (column: "intent" | "phrasings" | "f1" | "confusions", descending: boolean) =>
    sorted(intentRows(REPORT), column, descending).map(({ intent }) => intent);

  it.each([
    ["f1", false, ["ask_person", "goodbye", "thanks"]],
    ["f1", true, ["thanks", "goodbye", "ask_person"]],
    ["phrasings", true, ["ask_person", "goodbye", "thanks"]],
    ["confusions", true, ["ask_person", "goodbye", "thanks"]],
    ["intent", true, ["thanks", "goodbye", "ask_person"]],
  ] as const)("by %s, descending %j", (column, descending, wanted) => {
    expect(names(column, descending)).toEqual(wanted);
  });
});

it("narrows the confusions by intent, either way, and by words", () => {
  const texts = (intent: string | null, search: string) =>
    confusionsOf(REPORT.confusions, intent, search).map(({ text }) => text);
  expect(texts("goodbye", "")).toEqual(["cheers, bye", "anyone there"]);
  expect(texts(null, "ASK person human")).toEqual(["a human maybe"]);
  expect(texts("thanks", "there")).toEqual([]);
});

class FakeUnderstanding implements UnderstandingApi {
  added: readonly Phrasing[] = [];
  code: string | null = null;

  async load() {
    return { ...REPORT, added: this.added };
  }

  async add(phrasing: Phrasing) {
    if (this.code)
      throw new HttpProblem({ status: 409, code: this.code, title: "", detail: "No." });
    this.added = [...this.added, phrasing];
    return phrasing;
  }

  async remove(phrasing: Phrasing) {
    this.added = this.added.filter(({ text }) => text !== phrasing.text);
    return null;
  }
}

describe("teaching", () => {
  const BYE = { intent: "goodbye", text: "so long" };
  let server: FakeUnderstanding;
  let toasts: Toasts;
  let teaching: Teaching;

  beforeEach(() => {
    server = new FakeUnderstanding();
    const clock = new FakeClock();
    toasts = new Toasts(clock);
    teaching = new Teaching(server, clock, toasts);
  });

  it("lists what was added, says when it counts, and takes it back", async () => {
    expect(await teaching.add(BYE)).toBe("taught");
    await settle();
    expect(teaching.report.get().value?.added).toEqual([BYE]);
    expect(toasts.items.get()[0]?.text).toMatch(/next training/u);
    toasts.items.get()[0]?.action?.run();
    await settle();
    expect(teaching.report.get().value?.added).toEqual([]);
  });

  it("tells a phrasing that is there already from other refusals", async () => {
    server.code = "phrasing_taken";
    expect(await teaching.add(BYE)).toBe("taken");
    server.code = "invalid_phrasing";
    expect(await teaching.add(BYE)).toEqual({ problem: "No." });
  });
});
