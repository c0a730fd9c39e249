import { beforeEach, describe, expect, it } from "vitest";
import type { GoldenApi, GoldenQuestion, GoldenText } from "../wire/staff-golden.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { problem } from "./staff-fake-articles.ts";
import { GoldenList, narrowed } from "./staff-golden.ts";
import { Toasts } from "./staff-toasts.ts";

function golden(id: string, passes: boolean, article_id: string | null = "tent"): GoldenQuestion {
  return {
    id,
    question: `how about ${id}`,
    article_id,
    title: article_id && "Tents",
    note: "Finance wants it.",
    author: "Lena",
    at: "2026-01-01T12:00:00Z",
    state: { passes, decision: "answer", article_id, title: null, probability: 0.9 },
  };
}

const ALL = [golden("pegs", true), golden("poles", false), golden("mushrooms", true, null)];
const ids = (questions: readonly GoldenQuestion[]) => questions.map(({ id }) => id);

describe("narrowing", () => {
  it.each([
    ["all", "", ["pegs", "poles", "mushrooms"]],
    ["failing", "", ["poles"]],
    ["passing", "", ["pegs", "mushrooms"]],
    ["no_answer", "", ["mushrooms"]],
    ["all", "TENTS finance", ["pegs", "poles"]],
    ["passing", "poles", []],
  ] as const)("%s, %j", (view, search, wanted) => {
    expect(ids(narrowed(ALL, view, search))).toEqual(wanted);
  });
});

class FakeGolden implements GoldenApi {
  questions = [...ALL];
  fault: Error | null = null;

  async list() {
    return this.questions;
  }

  async add(text: GoldenText) {
    if (this.fault) throw this.fault;
    const added = { ...golden("new", true), ...text };
    this.questions = [...this.questions, added];
    return added;
  }

  async change(id: string, text: GoldenText) {
    const changed = { ...golden(id, true), ...text };
    this.questions = this.questions.map((one) => (one.id === id ? changed : one));
    return changed;
  }

  async remove(id: string) {
    this.questions = this.questions.filter((one) => one.id !== id);
    return null;
  }
}

describe("the list", () => {
  let api: FakeGolden;
  let toasts: Toasts;
  let list: GoldenList;
  const shown = () => ids(list.list.get().value ?? []);
  beforeEach(async () => {
    const clock = new FakeClock();
    api = new FakeGolden();
    toasts = new Toasts(clock);
    list = new GoldenList(api, clock, toasts);
    list.refresh();
    await settle();
  });

  it("shows what was added", async () => {
    const text = { question: "why?", article_id: null, note: "" };
    expect(await list.add(text)).toBeNull();
    await settle();
    expect(shown()).toContain("new");
  });

  it("gives the words of a refusal to the form", async () => {
    api.fault = problem(422, "golden_invalid");
    const text = { question: "", article_id: null, note: "" };
    expect(await list.add(text)).toBe("refused: golden_invalid");
  });

  it("lets a deletion be undone", async () => {
    await list.remove(ALL[0] ?? golden("pegs", true));
    await settle();
    expect(shown()).toEqual(["poles", "mushrooms"]);
    toasts.items.get().at(-1)?.action?.run();
    await settle();
    expect(list.list.get().value?.at(-1)?.question).toBe("how about pegs");
  });
});
