import { describe, expect, it } from "vitest";
import { diffWords, type Kind } from "./staff-diff.ts";

const without = (kind: Kind, before: string, after: string) =>
  diffWords(before, after)
    .filter(([found]) => found !== kind)
    .map(([, text]) => text)
    .join("");

describe("diffWords", () => {
  it("marks the words that changed and nothing else", () => {
    expect(diffWords("Refunds take 14 days.", "Refunds take 10 days.")).toEqual([
      ["same", "Refunds take "],
      ["removed", "14"],
      ["added", "10"],
      ["same", " days."],
    ]);
  });

  it("reads a rewritten phrase as one change", () => {
    expect(diffWords("keep the receipt safe", "hold your slip safe")).toEqual([
      ["removed", "keep the receipt"],
      ["added", "hold your slip"],
      ["same", " safe"],
    ]);
  });

  it.each([
    ["", "All new"],
    ["All gone", ""],
    ["same", "same"],
    ["a\n\nb c\n", "a\nb  c d\n"],
    ["één twee", "een twee drie"],
    ["**bold** [x](y)", "bold [x](z)"],
  ])("keeps both texts whole: %j, %j", (before, after) => {
    expect(without("added", before, after)).toBe(before);
    expect(without("removed", before, after)).toBe(after);
  });

  it("stays quick and whole on two long texts", () => {
    const long = (word: string) =>
      Array.from({ length: 6_000 }, (_, at) => `${word}${at}`).join(" ");
    const [before, after] = [`${long("a")}\nend`, `${long("b")}\nend`];
    expect(diffWords(before, after).at(-1)).toEqual(["same", "end"]);
    expect(without("added", before, after)).toBe(before);
  });
});
