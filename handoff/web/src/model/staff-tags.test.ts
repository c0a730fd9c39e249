import { expect, it } from "vitest";
import type { Summary } from "../wire/payloads.ts";
import { MOST_TAGS, tagOf, tagsInUse, tagsLike, withoutTag, withTag } from "./staff-tags.ts";

it("spells tags alike", () => {
  expect(tagOf("  #Late,  Delivery ")).toBe("late delivery");
  expect(tagOf(" # ")).toBe("");
  expect(tagOf("x".repeat(60))).toHaveLength(40);
});

it("adds a tag once, and not without end", () => {
  const tags = ["refund"];
  expect(withTag(tags, "Late")).toEqual(["refund", "late"]);
  expect(withTag(tags, "REFUND ")).toBe(tags);
  expect(withTag(tags, "  ")).toBe(tags);
  const full = Array.from({ length: MOST_TAGS }, (_, index) => `t${index}`);
  expect(withTag(full, "one more")).toBe(full);
  expect(withoutTag(["a", "b"], "a")).toEqual(["b"]);
});

it("offers what others are called, the most used first, without what is there", () => {
  const line = (id: string, tags: string[]) => [id, { tags } as unknown as Summary] as const;
  const summaries = new Map([line("1", ["a", "late"]), line("2", ["late"]), line("3", ["zip"])]);
  const used = tagsInUse({ summaries });
  expect(used).toEqual(["late", "a", "zip"]);
  expect(tagsLike(used, ["late"], "")).toEqual(["a", "zip"]);
  expect(tagsLike(used, [], "Z")).toEqual(["zip"]);
});
