/** What is promised about the answers, and whether the promise holds, in sentences. */
import type { Trust } from "../wire/staff-quality.ts";

/** "4.2 %", "5 %": one digit after the point where there is one, because what matters here is small. */
export function share(value: number | null | undefined): string {
  if (value === null || value === undefined) return "–";
  return `${Number((value * 100).toFixed(1))} %`;
}

export function promiseWords({ proven, bound, target_error, confidence }: Trust): string {
  const target = `your target of at most ${share(target_error)} wrong answers`;
  if (!proven || bound === null) {
    return `There is not yet enough evidence for ${target}. Until then the bot answers only where it is nearly certain.`;
  }
  return `With ${share(confidence)} confidence, at most ${share(bound)} of what the bot answers is wrong. That keeps ${target}.`;
}

export type Keeping = "kept" | "unknown" | "drifting";

export function keepingOf({ observed }: Trust): Keeping {
  if (!observed || observed.rated === 0) return "unknown";
  return observed.drifting ? "drifting" : "kept";
}

export function keepingWords(trust: Trust): string {
  const { observed, bound, target_error } = trust;
  switch (keepingOf(trust)) {
    case "unknown":
      return "Nobody has rated an answer yet, so the promise rests on rehearsal alone.";
    case "drifting":
      return `More answers are wrong than promised: ${share(observed?.error)} of the rated ones, against ${share(bound ?? target_error)}. Look at Health and at what to write next; publishing anything fits the cut-off anew.`;
    default:
      return `Of the answers that people rated, ${share(observed?.error)} were wrong. That fits the promise.`;
  }
}
