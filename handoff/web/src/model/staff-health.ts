/** The findings about the articles, put in groups with words for what to do about them. */
import type { Finding } from "../wire/staff-quality.ts";
import { humanised } from "./staff-words.ts";

export interface FindingGroup {
  readonly kind: string;
  readonly title: string;
  readonly advice: string;
  readonly findings: readonly Finding[];
}

const WORDS: readonly (readonly [kind: string, title: string, advice: string])[] = [
  [
    "contradiction",
    "Contradictions",
    "Two articles answer the same question with different figures. Decide which is true.",
  ],
  [
    "ends_with_person",
    "Answers that end with a person",
    "Customers read the answer and still ask for somebody. Something is missing or wrong in it.",
  ],
  ["broken_link", "Broken links", "The link leads nowhere. Mend the address or take it out."],
  [
    "near_duplicate",
    "Nearly the same article twice",
    "The bot has to guess between them. Merge them, or say in each what it is about.",
  ],
  ["missing_translation", "Missing translations", "Customers with this language get no article."],
  [
    "never_used",
    "Never used",
    "Nobody was ever answered from these. Perhaps the phrasings are not how customers ask.",
  ],
];

/** The gravest kinds first; kinds that this page does not know yet come last, under their own name. */
export function groupsOf(findings: readonly Finding[]): FindingGroup[] {
  const known = WORDS.map(([kind, title, advice]) => ({ kind, title, advice }));
  const others = [...new Set(findings.map(({ kind }) => kind))]
    .filter((kind) => !known.some((words) => words.kind === kind))
    .map((kind) => ({ kind, title: humanised(kind), advice: "" }));
  return [...known, ...others]
    .map((words) => ({
      ...words,
      findings: findings.filter(({ kind }) => kind === words.kind),
    }))
    .filter((group) => group.findings.length > 0);
}

export interface Quote {
  readonly article_id: string;
  readonly text: string;
}

/** The sentences among the evidence; anything else there is left alone. */
export function quotesOf({ evidence }: Finding): Quote[] {
  const raw = Array.isArray(evidence.sentences) ? (evidence.sentences as unknown[]) : [];
  return raw.filter(
    (one): one is Quote => typeof (one as Partial<Quote> | null)?.text === "string",
  );
}
