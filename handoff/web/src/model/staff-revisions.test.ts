import { expect, it } from "vitest";
import type { ArticleRevision } from "../wire/staff-articles.ts";
import { BLANK } from "./staff-content.ts";
import { sittingsOf } from "./staff-revisions.ts";

function revision(number: number, minute: number, author = "Lena", live = false): ArticleRevision {
  const at = new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();
  return { number, author, at, live, article: BLANK };
}

const numbers = (revisions: readonly ArticleRevision[]) =>
  sittingsOf(revisions).map((sitting) => sitting.revisions.map(({ number }) => number));

it("puts together what one person saved in one sitting", () => {
  expect(numbers([revision(3, 20), revision(2, 10), revision(1, 0)])).toEqual([[3, 2, 1]]);
});

it("begins anew after a pause, with another person, and around what is live", () => {
  expect(numbers([revision(2, 55), revision(1, 0)])).toEqual([[2], [1]]);
  expect(numbers([revision(2, 5, "Tom"), revision(1, 0)])).toEqual([[2], [1]]);
  expect(numbers([revision(3, 9), revision(2, 5, "Lena", true), revision(1, 0)])).toEqual([
    [3],
    [2],
    [1],
  ]);
});
