/** The bot's signals as agents read them: what fired first, what moved next, and the quiet rest only counted. */
import type { Signal } from "../wire/events.ts";
import { humanised, reasonShort } from "./staff-words.ts";

const NAMES: Readonly<Record<string, string>> = {
  customer_asked: "Asked for a person",
  message_left: "Left a message",
  risk_topic: "Sensitive topic",
  dialogue_unavailable: "Bot unavailable",
  negative_message: "Negative message",
  negative_course: "Mood getting worse",
  venting: "Keeps venting",
  vented: "Vented",
  complexity: "Complexity",
  failure: "Signs of failure",
  search: "A question for the articles",
  retrieval_unavailable: "Articles unavailable",
  articles_answer: "An article answers",
  articles_near: "Several articles are near",
  upset_and_unsure: "Upset, and no answer",
  unsure_in_a_row: "Unsure in a row",
  unsupported_language: "Another language",
  vip: "VIP",
  vip_unsure: "VIP, and no sure answer",
  form_failed: "Asked in vain",
  strain: "A matter that goes wrong",
  agents_free: "Agents free",
  closed: "Out of hours",
  nobody_there: "Nobody there",
};

const ACCEPTED = "accepted_offer:";

export function signalName(name: string): string {
  if (name.startsWith(ACCEPTED)) {
    return `Took the offer (${reasonShort(name.slice(ACCEPTED.length)).toLowerCase()})`;
  }
  return NAMES[name] ?? humanised(name);
}

export interface SignalRows {
  readonly shown: readonly Signal[];
  readonly quiet: number;
}

export function signalRows(signals: readonly Signal[]): SignalRows {
  const fired = signals.filter((signal) => signal.fired);
  const moved = signals.filter((signal) => !signal.fired && isMoved(signal));
  return { shown: [...fired, ...moved], quiet: signals.length - fired.length - moved.length };
}

const isMoved = ({ value }: Signal) => value !== 0 && value !== false && value !== null;

/** How far a value reached and where it fires, as shares of one bar. */
export interface SignalBar {
  readonly reached: number;
  readonly firesAt: number;
}

/** Null for what is only there or not: a bar of it would say nothing. */
export function signalBar({ value, threshold }: Signal): SignalBar | null {
  if (typeof value !== "number" || threshold === null || threshold <= 0 || value < 0) return null;
  if (threshold === 1 && (value === 0 || value === 1)) return null;
  const whole = Math.max(value, threshold) * 1.15;
  return { reached: value / whole, firesAt: threshold / whole };
}
