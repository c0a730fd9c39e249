import { beforeEach, expect, it } from "vitest";
import type { ArticleContent } from "../wire/articles.ts";
import type { Comparison } from "../wire/staff-articles.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { BLANK } from "./staff-content.ts";
import { FakeArticles } from "./staff-fake-articles.ts";
import { changesAnswer, TrialBench } from "./staff-trial.ts";

const DRAFT = { id: "tent", content: { ...BLANK, title: "Tent", body: "New.", questions: [""] } };

class Asked extends FakeArticles {
  readonly calls: unknown[] = [];

  override async tryQuestion(text: string) {
    this.calls.push(text);
    return super.tryQuestion(text);
  }

  override async compare(
    text: string,
    id: string | null,
    draft: ArticleContent,
  ): Promise<Comparison> {
    this.calls.push([text, id, draft]);
    const now = { decision: "say", text, sources: [], evidence: {} } as const;
    return { now, draft: { ...now, decision: "answer" } };
  }
}

let api: Asked;
let clock: FakeClock;
let bench: TrialBench;

beforeEach(() => {
  api = new Asked();
  clock = new FakeClock();
  bench = new TrialBench(api, clock);
});

it("asks once where the bot knows the text already", async () => {
  bench.write(" tents? ");
  bench.ask(null);
  await settle();
  expect(api.calls).toEqual(["tents?"]);
  expect(bench.answer.get().value).toMatchObject({ question: "tents?", draft: null });
});

it("compares with the text on the desk, as it would be saved", async () => {
  bench.write("tents?");
  bench.ask(DRAFT);
  await settle();
  expect(api.calls).toEqual([["tents?", "tent", { ...DRAFT.content, questions: [] }]]);
  const tried = bench.answer.get().value;
  expect(tried && changesAnswer(tried)).toBe(true);
});

it("follows the typing only while an answer is in sight", async () => {
  bench.write("tents?");
  bench.changed(DRAFT);
  await clock.pass(5_000);
  expect(api.calls).toEqual([]);
  bench.ask(null);
  await settle();
  bench.changed(DRAFT);
  bench.changed(DRAFT);
  await clock.pass(5_000);
  expect(api.calls).toHaveLength(2);
});

it("asks nothing when nothing is asked", async () => {
  bench.write("   ");
  bench.ask(DRAFT);
  await clock.pass(5_000);
  expect(api.calls).toEqual([]);
});
