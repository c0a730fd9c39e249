import { expect, it } from "vitest";
import type { Finding } from "../wire/staff-quality.ts";
import { groupsOf, quotesOf } from "./staff-health.ts";

const finding = (kind: string): Finding => ({
  kind,
  article_ids: ["a"],
  titles: ["A"],
  detail: "",
  evidence: {},
});

it("puts the gravest first and loses no finding", () => {
  const groups = groupsOf(["never_used", "contradiction", "odd_smell", "never_used"].map(finding));
  expect(groups.map(({ title, findings }) => [title, findings.length])).toEqual([
    ["Contradictions", 1],
    ["Never used", 2],
    ["Odd smell", 1],
  ]);
});

it("has nothing to show when all is well", () => {
  expect(groupsOf([])).toEqual([]);
});

it("quotes what the evidence quotes and stumbles over nothing else", () => {
  const quote = { article_id: "a", text: "It takes 14 days." };
  const about = (sentences: unknown) => ({ ...finding("contradiction"), evidence: { sentences } });
  expect(quotesOf(about([quote, null, { text: 3 }]))).toEqual([quote]);
  expect(quotesOf(about("It takes 14 days."))).toEqual([]);
  expect(quotesOf(finding("contradiction"))).toEqual([]);
});
