/** The tags of a conversation: written once, spelt alike, suggested from what others are called. */
import type { Queue } from "./staff-queue.ts";

export const MOST_TAGS = 20;
const LONGEST = 40;
const MOST_OFFERED = 6;

/** "  Late  Delivery " -> "late delivery"; empty when nothing is left. */
export function tagOf(typed: string): string {
  return typed
    .trim()
    .toLowerCase()
    .replace(/^#+/u, "")
    .replaceAll(/[\s,]+/gu, " ")
    .trim()
    .slice(0, LONGEST)
    .trim();
}

/** With one more tag, unless it is there, is none, or there are too many. */
export function withTag(tags: readonly string[], typed: string): readonly string[] {
  const tag = tagOf(typed);
  if (tag === "" || tags.includes(tag) || tags.length >= MOST_TAGS) return tags;
  return [...tags, tag];
}

export function withoutTag(tags: readonly string[], tag: string): readonly string[] {
  return tags.filter((known) => known !== tag);
}

/** Tags in use, the most used first. */
export function tagsInUse({ summaries }: Pick<Queue, "summaries">): readonly string[] {
  const counts = new Map<string, number>();
  for (const { tags } of summaries.values()) {
    for (const tag of tags ?? []) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .map(([tag]) => tag);
}

/** What could be meant by what was typed, without what is there already. */
export function tagsLike(
  used: readonly string[],
  tags: readonly string[],
  typed: string,
): readonly string[] {
  const wanted = tagOf(typed);
  return used.filter((tag) => !tags.includes(tag) && tag.includes(wanted)).slice(0, MOST_OFFERED);
}
