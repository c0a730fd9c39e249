import { describe, expect, it } from "vitest";
import type { ArticleHit, Verdict } from "../wire/staff-care.ts";
import type { Message } from "./conversation.ts";
import { FakeClock } from "./fake-clock.ts";
import { openQuestion, replyFrom, Suggestions, wordsKept } from "./staff-suggestion.ts";

const HIT: ArticleHit = {
  article_id: "returns",
  title: "Returns",
  passage: "**Send it back** within 60 days.\n\n- The label is free.",
  probability: 0.7,
};
const message = (author: Message["author"], text: string): Message => ({
  message_id: `${author}-1`,
  author,
  text,
  seq: 1,
  at: "",
});

describe("the message to answer", () => {
  it("is the customer's last one, whatever the bot or the house said after it", () => {
    const messages = [
      message("customer", "how do I return"),
      message("bot", "so"),
      message("system", "x"),
    ];
    expect(openQuestion({ messages })).toEqual({
      message_id: "customer-1",
      text: "how do I return",
    });
  });

  it.each([
    [[message("customer", "how do I return"), message("agent", "like this")]],
    [[message("customer", "thanks")]],
    [[]],
  ])("is none when a colleague answered or nothing was asked", (messages) => {
    expect(openQuestion({ messages })).toBeNull();
  });
});

it("makes plain words of a passage, with the way to the article", () => {
  expect(replyFrom(HIT, "https://shop.example")).toBe(
    "Send it back within 60 days.\n\nThe label is free.\n\nhttps://shop.example/help/returns",
  );
});

it("counts the words that are left of a passage, each once", () => {
  expect(wordsKept("the label is free", "The label is free!")).toBe(1);
  expect(wordsKept("free free free free", "free")).toBe(0.25);
  expect(wordsKept("a b", "")).toBe(0);
});

describe("what becomes of a suggestion", () => {
  const build = (refused = false) => {
    const told: Verdict[] = [];
    const api = {
      search: async () => [HIT, { ...HIT, article_id: "far", probability: 0.01 }],
      judge: async (verdict: Verdict) => {
        if (refused) throw new Error("no");
        told.push(verdict);
      },
    };
    return { told, suggestions: new Suggestions(api, new FakeClock()) };
  };

  it("is told as right when the reply still has its words", () => {
    const { told, suggestions } = build();
    suggestions.take("c1", "how", HIT);
    suggestions.sent("other", replyFrom(HIT, ""));
    expect(told).toEqual([]);
    suggestions.sent("c1", `Hello! ${replyFrom(HIT, "")}`);
    suggestions.sent("c1", replyFrom(HIT, ""));
    expect(told).toEqual([{ question: "how", article_id: "returns", right: true }]);
  });

  it("is not told when it was written over", () => {
    const { told, suggestions } = build();
    suggestions.take("c1", "how", HIT);
    suggestions.sent("c1", "I called you about this just now.");
    expect(told).toEqual([]);
  });

  it("is told as wrong when it is turned down, and is offered no more", async () => {
    const { told, suggestions } = build();
    suggestions.reject("how", HIT);
    expect(suggestions.judged.get().rejected).toEqual(new Set(["returns"]));
    expect(told).toEqual([{ question: "how", article_id: "returns", right: false }]);
  });

  it("says when the verdict could not be told", async () => {
    const { suggestions } = build(true);
    suggestions.reject("how", HIT);
    await Promise.resolve();
    await Promise.resolve();
    expect(suggestions.judged.get().problem).toMatch(/went wrong/);
  });
});
