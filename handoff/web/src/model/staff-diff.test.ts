import { describe, expect, it } from "vitest";
import { diffLines } from "./staff-diff.ts";

const MARKS = { same: " ", removed: "-", added: "+" };

function drawn(before: string, after: string): string {
  return diffLines(before.replaceAll(" ", "\n"), after.replaceAll(" ", "\n"))
    .map(({ kind, text }) => MARKS[kind] + text)
    .join("|");
}

describe("diffLines", () => {
  it.each([
    ["a b c", "a b c", " a| b| c"],
    ["a b c", "a x c", " a|-b|+x| c"],
    ["a c", "a b c", " a|+b| c"],
    ["a b c", "c", "-a|-b| c"],
    ["a b c d", "b d e", "-a| b|-c| d|+e"],
    ["", "a", "-|+a"],
    ["a a", "a a a", " a| a|+a"],
  ])("%j to %j", (before, after, expected) => {
    expect(drawn(before, after)).toBe(expected);
  });

  it("gives both texts back, whatever they are", () => {
    const before = "one\n\ntwo\nthree\ntwo";
    const after = "two\none\nthree\n\nfour";
    const lines = diffLines(before, after);
    const without = (kind: string) => lines.filter((line) => line.kind !== kind);
    expect(without("added").map((line) => line.text)).toEqual(before.split("\n"));
    expect(without("removed").map((line) => line.text)).toEqual(after.split("\n"));
  });

  it("stays quick with texts that have nothing in common", () => {
    const many = (word: string) =>
      Array.from({ length: 3_000 }, (_, line) => `${word} ${line}`).join("\n");
    expect(diffLines(many("old"), many("new"))).toHaveLength(6_000);
  });
});
