/** What differs between two contents of an article, field by field and word by word. */
import { diffWords } from "../model/staff-diff.ts";
import { humanised } from "../model/staff-words.ts";
import type { ArticleContent } from "../wire/articles.ts";
import type { FieldDiffs, Segment } from "../wire/staff-articles.ts";

interface Names {
  readonly beforeName: string;
  readonly afterName: string;
}

interface DiffViewProps extends Names {
  readonly before: ArticleContent;
  readonly after: ArticleContent;
}

/** Two texts of which one may not be on the server. */
export function DiffView({ before, after, ...names }: DiffViewProps) {
  const diffs = {
    title: diffWords(before.title, after.title),
    category: diffWords(before.category, after.category),
    locale: diffWords(before.locale, after.locale),
    questions: diffWords(before.questions.join("\n"), after.questions.join("\n")),
    body: diffWords(before.body, after.body),
  };
  return <FieldDiffView diffs={diffs} {...names} />;
}

const FIELDS: Readonly<Record<string, string>> = {
  body: "Answer",
  locale: "Language",
  questions: "How customers ask",
};

interface FieldDiffProps extends Names {
  readonly diffs: FieldDiffs;
}

export function FieldDiffView({ diffs, beforeName, afterName }: FieldDiffProps) {
  const changed = Object.entries(diffs).filter(([, segments]) =>
    segments.some(([kind]) => kind !== "same"),
  );
  if (changed.length === 0) return <p class="diff-none">There is no difference.</p>;
  return (
    <div class="diff" data-testid="diff">
      <p class="diff-legend">
        <del>Only in {beforeName}</del> <ins>Only in {afterName}</ins>
      </p>
      {changed.map(([field, segments]) => (
        <section key={field}>
          <h3>{FIELDS[field] ?? humanised(field)}</h3>
          <Words segments={segments} />
        </section>
      ))}
    </div>
  );
}

function Words({ segments }: { readonly segments: readonly Segment[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <div class="diff-words" dir="auto" tabIndex={0}>
      {segments.map(([kind, text], index) => {
        if (kind === "removed") return <del key={index}>{text}</del>;
        if (kind === "added") return <ins key={index}>{text}</ins>;
        return <span key={index}>{text}</span>;
      })}
    </div>
  );
}
