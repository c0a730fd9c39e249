import { describe, expect, it } from "vitest";
import { BLANK, same, tidied, UnsavedTexts } from "./staff-content.ts";
import { memoryStorage } from "./storage.ts";

const TENT = { ...BLANK, title: "Return a tent", body: "Send it  back.\n", questions: ["how?"] };

describe("tidied", () => {
  it("drops empty phrasings and stray white space, and leaves the body alone", () => {
    const written = { ...TENT, title: " Return  a tent ", questions: ["", " how? ", "  "] };
    expect(tidied(written)).toEqual(TENT);
  });

  it("falls back to the usual category and language", () => {
    expect(tidied({ ...TENT, category: " ", locale: "" })).toEqual(TENT);
  });
});

describe("same", () => {
  it.each([
    ["an empty phrasing more", { questions: ["how?", ""] }, true],
    ["another order of phrasings", { questions: ["b", "a"] }, false],
    ["a space in the body", { body: "Send it back.\n" }, false],
    ["another category", { category: "returns" }, false],
  ])("%s", (_, change, expected) => {
    const before = {
      ...TENT,
      questions: "questions" in change && !expected ? ["a", "b"] : ["how?"],
    };
    expect(same(before, { ...before, ...change })).toBe(expected);
  });
});

describe("UnsavedTexts", () => {
  it("gives back what was kept, until it is dropped", () => {
    const texts = new UnsavedTexts(memoryStorage());
    const unsaved = { content: TENT, revision: 3, at: 5 };
    texts.keep("return-a-tent", unsaved);
    texts.keep(null, { ...unsaved, revision: null });
    expect(texts.find("return-a-tent")).toEqual(unsaved);
    expect(texts.find(null)?.revision).toBeNull();
    texts.drop("return-a-tent");
    expect(texts.find("return-a-tent")).toBeNull();
    expect(texts.find(null)?.content).toEqual(TENT);
  });

  it("takes nothing that it cannot read", () => {
    const texts = new UnsavedTexts(
      memoryStorage({ "unsaved:a": "{", "unsaved:b": '{"content":{"title":1}}', other: "1" }),
    );
    expect([texts.find("a"), texts.find("b"), texts.find("c")]).toEqual([null, null, null]);
    expect(texts.ids()).toEqual(["a", "b"]);
  });
});
