/** The bot's sentences as people edit them: in groups, with what may stand in them, and how they will sound. */
import type { Occasion, Sentences, Tone } from "../wire/staff-voice.ts";
import { humanised } from "./staff-words.ts";

export interface VoiceGroup {
  readonly title: string;
  readonly occasions: readonly string[];
}

const GROUPS: readonly (readonly [string, RegExp])[] = [
  [
    "Greeting and small talk",
    /^(greet|prompt|acknowledge|returned|utter_(greeting|thanks|goodbye|bot|need_help|affirm|deny|praise|how_are_you|repeat|nonsense|out_of_scope|other_language|not_that_one|nothing_to_stop).*)$/u,
  ],
  ["Asking what is meant", /^(clarify|which|rephrase|gone|other:.*)$/u],
  ["Offering a person", /^offer:/u],
  ["Calling a person", /^escalate:/u],
  ["While the customer waits", /^wait:/u],
  ["Taking a message", /^utter_(ask_)?contact_/u],
  ["Jobs: going on, changing, stopping", /^utter_flow_/u],
  ["Jobs: asking for details", /^utter_want_/u],
  ["Jobs: asking before something is changed", /^utter_confirm_/u],
  ["Jobs: what came of it", /^utter_/u],
  ["Others", /^/u],
];

export function voiceGroups(occasions: readonly string[]): VoiceGroup[] {
  const placeOf = (id: string) => GROUPS.findIndex(([, fits]) => fits.test(id));
  return GROUPS.map(([title], at) => ({
    title,
    occasions: occasions.filter((id) => placeOf(id) === at),
  })).filter((group) => group.occasions.length > 0);
}

/** "escalate:risk_topic" -> "Risk topic", "utter_want_day" -> "Day": the group says the rest. */
export function occasionLabel(id: string): string {
  const bare = id
    .replace(/^[a-z]+:/u, "")
    .replace(/^utter_(flow_|want_|confirm_|ask_contact_form_)?/u, "");
  return humanised(bare);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  name: "Robin",
  wait: "about 4 minutes",
  question: "the tent poles",
  agent: "Jonas",
  settled: "your refund",
};
const PLACEHOLDER = /\{([A-Za-z_][A-Za-z0-9_]*)\}/gu;

export interface Piece {
  readonly text: string;
  /** Null for words as they were written. */
  readonly placeholder: string | null;
}

/** A sentence as a customer would read it, with examples where the placeholders stand. */
export function pieces(template: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const match of template.matchAll(PLACEHOLDER)) {
    const name = match[1] ?? "";
    const before = template.slice(end, match.index);
    if (before) found.push({ text: before, placeholder: null });
    found.push({
      text: EXAMPLES[name] ?? humanised(name).toLowerCase(),
      placeholder: name,
    });
    end = match.index + match[0].length;
  }
  if (end < template.length) found.push({ text: template.slice(end), placeholder: null });
  return found;
}

/** What the bot says on an occasion: the operator's sentences, else the built-in ones of the tone. */
export function spoken(
  occasion: Occasion,
  own: readonly string[] | undefined,
  tone: Tone,
): readonly string[] {
  const written = (own ?? []).filter((sentence) => sentence.trim() !== "");
  return written.length > 0 ? written : occasion.by_tone[tone];
}

export function fits(id: string, occasion: Occasion, own: readonly string[], search: string) {
  const words = search.toLowerCase().split(/\s+/u).filter(Boolean);
  const text = [id, occasionLabel(id), occasion.meaning, ...own, ...occasion.defaults]
    .join(" ")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export interface VoiceFault {
  readonly occasion: string | null;
  /** Which of its sentences; null when it is about all of them. */
  readonly sentence: number | null;
  readonly words: string;
}

const LONGEST = 600;

/** Where a refusal belongs: the server begins it with the occasion and says what does not fit. */
export function voiceFault(detail: string, sentences: Sentences): VoiceFault {
  const occasion =
    Object.keys(sentences)
      .filter((id) => detail.startsWith(`${id}: `))
      .sort((a, b) => b.length - a.length)[0] ?? null;
  if (occasion === null) return { occasion, sentence: null, words: detail };
  const words = detail.slice(occasion.length + 2);
  const at = (sentences[occasion] ?? []).findIndex((sentence) => isMeant(words, sentence));
  return { occasion, sentence: at === -1 ? null : at, words: humanisedStart(words) };
}

function isMeant(words: string, sentence: string): boolean {
  const unknown = /unknown placeholder (\{\w+\})/u.exec(words)?.[1];
  if (unknown) return sentence.includes(unknown);
  if (words.includes("empty")) return sentence.trim() === "";
  if (words.includes("characters")) return sentence.length > LONGEST;
  return /[{}]/u.test(sentence.replaceAll(PLACEHOLDER, ""));
}

const humanisedStart = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
