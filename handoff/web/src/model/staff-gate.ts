/** Golden questions stopped a change: what they say, and whether it may be done all the same. */
import { HttpProblem } from "../wire/problem.ts";
import type { GoldenChange, GoldenDiff } from "../wire/staff-golden.ts";

export interface GateStop {
  readonly diff: GoldenDiff;
  readonly mayOverride: boolean;
}

export const SECTIONS = ["lost", "stolen", "newly_answered", "repaired"] as const;
export type Section = (typeof SECTIONS)[number];

export const SECTION_WORDS: Readonly<Record<Section, { title: string; hint: string }>> = {
  lost: { title: "Lost", hint: "Answered rightly now, and no longer after this change." },
  stolen: { title: "Stolen", hint: "Another article would answer instead." },
  newly_answered: {
    title: "Newly answered",
    hint: "No article may answer these, and now one would.",
  },
  repaired: { title: "Repaired", hint: "Wrong now, and right after this change." },
};

/** Null when the problem is another one. */
export function gateStopOf(problem: unknown): GateStop | null {
  if (!(problem instanceof HttpProblem) || problem.code !== "golden_questions_broken") return null;
  return { diff: diffOf(problem.more.diff), mayOverride: problem.more.may_override === true };
}

/** Takes a diff from the wire; a part that was left out is empty. */
export function diffOf(raw: unknown): GoldenDiff {
  const parts = (raw ?? {}) as Partial<Record<Section, readonly GoldenChange[]>>;
  const part = (name: Section) => parts[name] ?? [];
  return {
    lost: part("lost"),
    stolen: part("stolen"),
    newly_answered: part("newly_answered"),
    repaired: part("repaired"),
  };
}

export function brokenCount({ lost, stolen, newly_answered }: GoldenDiff): number {
  return lost.length + stolen.length + newly_answered.length;
}

/** "2 golden questions would break: 1 lost, 1 newly answered." */
export function brokenWords(diff: GoldenDiff): string {
  const count = brokenCount(diff);
  const parts = SECTIONS.filter((name) => name !== "repaired" && diff[name].length > 0).map(
    (name) => `${diff[name].length} ${SECTION_WORDS[name].title.toLowerCase()}`,
  );
  const subject = count === 1 ? "1 golden question" : `${count} golden questions`;
  return `${subject} would break: ${parts.join(", ")}.`;
}
