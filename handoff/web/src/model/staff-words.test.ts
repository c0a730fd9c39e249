import { describe, expect, it } from "vitest";
import {
  customerName,
  decisionWords,
  evidenceSummary,
  humanised,
  languageName,
  percent,
  plainLine,
  promiseWords,
  reasonLong,
  reasonShort,
  signalValue,
  statusWords,
  urgency,
  waitingTime,
} from "./staff-words.ts";

const SINCE = "2026-01-01T12:00:00Z";
const later = (seconds: number) => Date.parse(SINCE) + seconds * 1_000;

describe("waitingTime", () => {
  it.each([
    [-3, "0:00"],
    [42.9, "0:42"],
    [727, "12:07"],
    [3_900, "1 h 05 min"],
    [183_600, "2 d 3 h"],
  ])("%d s", (seconds, words) => {
    expect(waitingTime(SINCE, later(seconds))).toBe(words);
  });

  it("says nothing of a time it cannot read", () => {
    expect(waitingTime("soon", later(0))).toBe("");
  });

  it.each([
    [30, "calm"],
    [120, "soon"],
    [400, "late"],
  ])("%d s is %s", (seconds, level) => {
    expect(urgency(SINCE, later(seconds))).toBe(level);
  });
});

describe("words", () => {
  it.each([
    "customer_asked",
    "low_confidence",
    "negative_sentiment",
    "complex_matter",
    "risk_topic",
    "repeated_failure",
    "dialogue_unavailable",
    "retrieval_unavailable",
  ])("%s has words of its own", (reason) => {
    expect(reasonLong(reason)).not.toBe(humanised(reason));
    expect(reasonShort(reason).length).toBeLessThan(24);
  });

  it("makes the best of a code it does not know", () => {
    expect(reasonShort("stock_question")).toBe("Stock question");
    expect(reasonLong("stock_question")).toBe("Stock question");
  });

  it("says who has the conversation", () => {
    const agent = { id: "tom", name: "Tom" };
    expect(statusWords({ status: "assigned", agent }, "tom")).toBe("With you");
    expect(statusWords({ status: "assigned", agent }, "mara")).toBe("With Tom");
    expect(statusWords({ status: "queued", agent: null }, "mara")).toBe("Waiting");
  });

  it("names visitors without a name apart", () => {
    expect(customerName({ id: "c-12ab", name: null })).toBe("Visitor 12ab");
    expect(customerName({ id: "c-12ab", name: "Visitor" })).toBe("Visitor 12ab");
    expect(customerName({ id: "c-12ab", name: " Ines " })).toBe("Ines");
  });

  it("says what the bot decided", () => {
    expect(decisionWords("offer")).toMatch(/not sure/);
  });
});

describe("evidenceSummary", () => {
  const hit = { article_id: "a", title: "Returns", passage: "", score: 1, probability: 0.914 };
  const parse = { intent: "ask_person", probability: 0.98 };

  it.each([
    [{ hits: [hit], parse }, "Returns · 91 % sure"],
    [{ hits: [{ ...hit, probability: 0.02 }], parse }, "Understood as “Ask person” · 98 %"],
    [
      { hits: [{ ...hit, probability: 0.2 }], parse: { ...parse, intent: "ask_article" } },
      "Returns · 20 % sure",
    ],
    [{ hits: [], parse }, "Understood as “Ask person” · 98 %"],
    [{}, "Why the bot said this"],
  ])("%j", (evidence, words) => {
    expect(evidenceSummary(evidence)).toBe(words);
  });
});

it.each([
  ["You can **return** it\n\n1. Open *Your orders*", "You can return it Open Your orders"],
  ["## Help\n- see [the page](https://a.example)", "Help see the page"],
  ["snake_case and 2 * 3 stay", "snake_case and 2 * 3 stay"],
])("reads %j in one line", (markdown, line) => {
  expect(plainLine(markdown)).toBe(line);
});

describe("numbers", () => {
  it.each([
    [0.914, "91 %"],
    [1.2, "100 %"],
    [-0.1, "0 %"],
  ])("percent(%d)", (value, words) => {
    expect(percent(value)).toBe(words);
  });

  it.each([
    [0.12345, "0.12"],
    [3, "3"],
    [true, "yes"],
    [null, "–"],
    ["refund", "refund"],
  ])("signal value %j", (value, words) => {
    expect(signalValue({ value })).toBe(words);
  });
});

describe("promiseWords", () => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  it.each([
    ["first_response", "2026-01-01T12:04:10Z", "First reply due in 4 min"],
    ["next_response", "2026-01-01T12:00:10Z", "Reply due now"],
    ["next_response", "2026-01-01T11:48:00Z", "Reply 12 min late"],
    ["resolution", "2026-01-01T15:00:00Z", "Solution due in 3 h"],
    ["resolution", "2025-12-28T12:00:00Z", "Solution 4 d late"],
  ])("%s due at %s", (target, due_at, words) => {
    expect(promiseWords({ target, due_at }, now)).toBe(words);
  });
});

it("names languages, and leaves what is none as it is", () => {
  expect([languageName("de"), languageName("?!")]).toEqual(["German", "?!"]);
});
