/** The words agents and editors read for codes, names and numbers of the bot. */
import type { Evidence, Signal } from "../wire/events.ts";
import type { AnswerPreview, Status, Summary } from "../wire/payloads.ts";
import type { Outcome } from "../wire/staff-golden.ts";

const REASONS: Readonly<Record<string, { readonly short: string; readonly long: string }>> = {
  customer_asked: { short: "Asked for a person", long: "The customer asked for a person" },
  low_confidence: { short: "Bot was not sure", long: "The bot was not sure of an answer" },
  negative_sentiment: { short: "Getting upset", long: "The customer is getting upset" },
  complex_matter: { short: "Complex matter", long: "The matter is too complex for the bot" },
  risk_topic: { short: "Sensitive topic", long: "The topic is one that people should handle" },
  repeated_failure: { short: "Bot kept failing", long: "The bot failed to help more than once" },
  dialogue_unavailable: { short: "Bot unavailable", long: "The bot could not be reached" },
  retrieval_unavailable: {
    short: "Articles unavailable",
    long: "The bot could not search the articles",
  },
};

export function reasonShort(reason: string): string {
  return REASONS[reason]?.short ?? humanised(reason);
}

export function reasonLong(reason: string): string {
  return REASONS[reason]?.long ?? humanised(reason);
}

const STATUSES: Readonly<Record<Status, string>> = {
  bot: "With the bot",
  queued: "Waiting",
  assigned: "Assigned",
  resolved: "Resolved",
};

export function statusWords(
  { status, agent }: Pick<Summary, "status" | "agent">,
  me: string,
): string {
  if (status !== "assigned" || !agent) return STATUSES[status];
  return agent.id === me ? "With you" : `With ${agent.name}`;
}

const DECISIONS: Readonly<Record<AnswerPreview["decision"], string>> = {
  say: "Says this itself",
  answer: "Answers from an article",
  clarify: "Asks which one is meant",
  offer: "Is not sure and offers a person",
  escalate: "Hands over to a person",
};

export function decisionWords(decision: AnswerPreview["decision"]): string {
  return DECISIONS[decision] ?? humanised(decision);
}

/** What the bot does with a question, in one line: "Answers from “Refunds”". */
export function outcomeWords({ decision, title }: Pick<Outcome, "decision" | "title">): string {
  if (decision === "answer" && title) return `Answers from “${title}”`;
  if (decision === "clarify" && title) return `Asks which one is meant, “${title}” first`;
  if (decision === "escalate" && title) return `Hands over to a person; “${title}” is nearest`;
  return decisionWords(decision);
}

/** "risk_topic" -> "Risk topic". */
export function humanised(name: string): string {
  const words = name.replaceAll(/[_.]+/gu, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What the server calls everybody who has not said who they are. */
const NOBODY = "Visitor";

/** A visitor without a name can still be told from the next one. */
export function customerName({ id, name }: Summary["customer"]): string {
  const given = name?.trim() ?? "";
  if (given !== "" && given !== NOBODY) return given;
  return `${NOBODY} ${id.replaceAll(/[^a-z0-9]/giu, "").slice(-4)}`.trim();
}

/** Markdown as one plain line, for a list. */
export function plainLine(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/gu, "$1")
    .replaceAll(/(^|\n)\s*(?:#{1,6}|[-*+]|\d+\.|>)\s+/gu, "$1")
    .replaceAll(/(\*\*|__|`|~~)/gu, "")
    .replaceAll(/(^|\W)[*_](\S(?:[^*_]*\S)?)[*_](?=\W|$)/gu, "$1$2")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

export function percent(probability: number): string {
  return `${Math.round(Math.min(1, Math.max(0, probability)) * 100)} %`;
}

export function signalValue({ value }: Pick<Signal, "value">): string {
  if (value === null) return "–";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "number" ? String(Math.round(value * 100) / 100) : value;
}

/** The intent of questions that go to the articles. */
const SEARCH_INTENT = "ask_article";
const LIKELY = 0.5;

/** What the bot went by, in one line: the best article, else what it understood. */
export function evidenceSummary({ hits, parse }: Evidence): string {
  const best = hits?.[0];
  const searched = !parse?.intent || parse.intent === SEARCH_INTENT;
  if (best && (searched || best.probability >= LIKELY)) {
    return `${best.title} · ${percent(best.probability)} sure`;
  }
  if (parse?.intent)
    return `Understood as “${humanised(parse.intent)}” · ${percent(parse.probability)}`;
  return "Why the bot said this";
}

/** How long somebody has waited, to the second at first: "0:42", "12:07", "1 h 05 min", "2 d 3 h". */
export function waitingTime(since: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1_000));
  if (!Number.isFinite(seconds)) return "";
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const two = (value: number) => String(value).padStart(2, "0");
  if (hours >= 24) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${two(minutes % 60)} min` : `${minutes}:${two(seconds % 60)}`;
}

/** Who waits this long is shown in a warmer colour. */
export function urgency(since: string, now: number): "calm" | "soon" | "late" {
  const minutes = (now - Date.parse(since)) / 60_000;
  if (minutes >= 5) return "late";
  return minutes >= 2 ? "soon" : "calm";
}

const PROMISES: Readonly<Record<string, string>> = {
  first_response: "First reply",
  next_response: "Reply",
  resolution: "Solution",
};

/** "Reply due in 4 min", "First reply 12 min late". */
export function promiseWords(
  { target, due_at }: { readonly target: string; readonly due_at: string },
  now: number,
): string {
  const minutes = Math.round((Date.parse(due_at) - now) / 60_000);
  const name = PROMISES[target] ?? humanised(target);
  if (minutes > 0) return `${name} due in ${spanWords(minutes)}`;
  return minutes === 0 ? `${name} due now` : `${name} ${spanWords(-minutes)} late`;
}

function spanWords(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** "de" -> "German", in the words of the page. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames("en", { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}
