import { expect, it } from "vitest";
import {
  changesPolicy,
  converses,
  keepsArticles,
  leads,
  pagesOf,
  teaches,
} from "./staff-rights.ts";

it.each([
  ["agent", false, false, false, 3],
  ["supervisor", false, true, false, 3],
  ["editor", true, false, true, 8],
  ["admin", true, true, true, 8],
] as const)("knows what a %s may do", (role, articles, policy, teaching, pages) => {
  expect(keepsArticles([role])).toBe(articles);
  expect(changesPolicy([role])).toBe(policy);
  expect(teaches([role])).toBe(teaching);
  expect(pagesOf([role])).toHaveLength(pages);
  expect(pagesOf([role])).toContain("policy");
});

it("lets somebody with several roles do what any of them may", () => {
  const roles = ["editor", "agent"] as const;
  expect([converses(roles), keepsArticles(roles), changesPolicy(roles)]).toEqual([
    true,
    true,
    false,
  ]);
  expect(pagesOf(roles)).toEqual(pagesOf(["editor"]));
  expect([converses(["editor"]), leads(["agent"]), leads(["agent", "supervisor"])]).toEqual([
    false,
    false,
    true,
  ]);
});
