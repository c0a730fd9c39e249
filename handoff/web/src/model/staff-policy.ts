/** The values of a policy as people edit them: in groups by meaning, against what is in force and what was delivered. */
import type {
  PolicyShelf,
  PolicyValue,
  PolicyValues,
  PolicyVersion,
  VipRule,
} from "../wire/staff-policies.ts";
import { humanised } from "./staff-words.ts";

export interface PolicyGroup {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  /** What decides; shown at once. */
  readonly limits: readonly string[];
  /** What adds up to a limit; folded away at first. */
  readonly weights: readonly string[];
}

interface GroupPlan {
  readonly id: string;
  readonly title: string;
  readonly words: string;
  readonly holds: (name: string) => boolean;
}

const MOOD = ["strong_negative", "smoothing", "allowance", "venting_limit", "feeling"];
const CONFIDENCE = [
  "unsure_limit",
  "unsure_at_ease",
  "weight_clarified",
  "upset_and_unsure",
  "weight_unsure",
];
const COMPLEXITY =
  /^(complexity_|long_words|weight_(question|condition|long|money|personal|earlier|entity))/u;

const PLAN: readonly GroupPlan[] = [
  {
    id: "mood",
    title: "Mood",
    words: "When a customer sounds too upset for a bot.",
    holds: (name) => MOOD.includes(name) || name.startsWith("course_"),
  },
  {
    id: "complexity",
    title: "Complexity",
    words: "When a matter is more than one article can answer.",
    holds: (name) => COMPLEXITY.test(name),
  },
  {
    id: "confidence",
    title: "Confidence",
    words: "What happens when the articles have no sure answer.",
    holds: (name) => CONFIDENCE.includes(name),
  },
  {
    id: "strain",
    title: "A matter that goes wrong",
    words: "What is at stake and what grates add up over the turns, until a person is called.",
    holds: (name) => /^(strain_|stake_|most_stakes$|fast_s$)/u.test(name),
  },
  {
    id: "risk",
    title: "Risk topics",
    words: "A person is called at once for each of them, unless it is left to the bot.",
    holds: (name) => name === "muted_risks",
  },
  {
    id: "vip",
    title: "VIP customers",
    words: "Customers whose website vouches for this get a person sooner.",
    holds: (name) => name === "vip" || name === "vip_factor",
  },
  {
    id: "failure",
    title: "Failure",
    words: "When the bot is not helping: asked again, misunderstood, given up.",
    holds: () => true,
  },
];
const ORDER = ["mood", "complexity", "failure", "strain", "confidence", "risk", "vip"];
const WEIGHT = /^(weight|stake)_|^strain_(?!limit$|keep$|ease$|turn$|early$)/u;

/** Every value of the policy in exactly one group; one that this page does not know yet is not lost. */
export function groupsOf(names: readonly string[]): PolicyGroup[] {
  const groupOf = (name: string) => PLAN.find(({ holds }) => holds(name));
  const groups = PLAN.map((plan) => {
    const own = names.filter((name) => groupOf(name) === plan);
    const limits = own.filter((name) => !WEIGHT.test(name));
    const { id, title, words } = plan;
    return { id, title, words, limits, weights: own.filter((name) => WEIGHT.test(name)) };
  });
  return groups
    .filter(({ limits, weights }) => limits.length + weights.length > 0)
    .sort((a, b) => ORDER.indexOf(a.id) - ORDER.indexOf(b.id));
}

const PREFIX = /^(weight|stake|strain)_(?=.)/u;
const KEPT = ["strain_limit", "strain_keep", "strain_ease", "strain_turn", "strain_early"];
const LABELS: Readonly<Record<string, string>> = {
  alike: "Same question again",
  allowance: "Normal negativity",
  course_alarm: "Mood worsened by",
  course_calm: "Mood recovered to",
  fast_s: "Fast messages (seconds)",
  feeling: "Feeling acknowledged from",
  smoothing: "Weight of the newest message",
  strong_negative: "Very negative message",
  venting_limit: "Times of venting",
  vip: "VIP rules",
  vip_factor: "Limits of VIPs",
  muted_risks: "Left to the bot",
};

/** A short name; what it means stands below it. */
export function labelOf(name: string): string {
  const bare = KEPT.includes(name) ? name : name.replace(PREFIX, "");
  return LABELS[name] ?? humanised(bare);
}

export function inForce({ active, policies }: PolicyShelf): PolicyVersion | null {
  return policies.find(({ version }) => version === active) ?? null;
}

/** What came with the program: the newest version that nobody wrote. */
export function delivered({ policies }: PolicyShelf): PolicyValues {
  return policies.find(({ author }) => author === null)?.values ?? {};
}

export function same(one: PolicyValue | undefined, other: PolicyValue | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The values of `values` that differ from `base`. */
export function changesAgainst(values: PolicyValues, base: PolicyValues): PolicyValues {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => name !== "version" && !same(value, base[name]),
    ),
  );
}

/** What stands in a number's field: a number when it is one, else as it was typed, for the server to judge. */
export function typedNumber(text: string): number | string {
  const plain = text.trim().replace(",", ".");
  const number = Number(plain);
  return plain === "" || !Number.isFinite(number) ? text : number;
}

export function valueWords(value: PolicyValue | undefined): string {
  if (value === undefined) return "–";
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  if (typeof value === "string") return value;
  if (value.length === 0) return "none";
  return value
    .map((one) => (typeof one === "string" ? humanised(one).toLowerCase() : ruleWords(one)))
    .join(", ");
}

export function ruleWords({ attribute, equals, at_least }: VipRule): string {
  return at_least === undefined
    ? `${attribute} is ${String(equals)}`
    : `${attribute} is at least ${at_least}`;
}

/** A rule's limit as it was typed: "true" and "12" are no texts, because the website sends none. */
export function typedEquals(text: string): string | number | boolean {
  const plain = text.trim();
  if (plain === "true" || plain === "false") return plain === "true";
  return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : plain;
}

/** Which value a refusal is about; null when it names none. */
export function fieldOf(detail: string, names: readonly string[]): string | null {
  const words = detail.match(/[a-z_]+/gu) ?? [];
  return words.find((word) => names.includes(word)) ?? null;
}

/** A refusal with the names as they stand on the page. */
export function inLabels(detail: string, names: readonly string[]): string {
  const words = detail.replaceAll(/[a-z]+(?:_[a-z]+)+/gu, (word) =>
    names.includes(word) ? `“${labelOf(word)}”` : word,
  );
  return `${words}${/[.!?]$/u.test(words) ? "" : "."}`;
}
