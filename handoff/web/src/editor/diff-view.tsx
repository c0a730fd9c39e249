/** What differs between two contents of an article, field by field; the body line by line. */
import { diffLines } from "../model/staff-diff.ts";
import type { ArticleContent } from "../wire/articles.ts";

interface DiffViewProps {
  readonly before: ArticleContent;
  readonly after: ArticleContent;
  readonly beforeName: string;
  readonly afterName: string;
}

export function DiffView({ before, after, beforeName, afterName }: DiffViewProps) {
  const fields = [
    { name: "Title", from: before.title, to: after.title },
    { name: "Category", from: before.category, to: after.category },
    { name: "Language", from: before.locale, to: after.locale },
    {
      name: "How customers ask",
      from: before.questions.join("\n"),
      to: after.questions.join("\n"),
    },
    { name: "Answer", from: before.body, to: after.body },
  ].filter(({ from, to }) => from !== to);
  if (fields.length === 0) return <p class="diff-none">There is no difference.</p>;
  return (
    <div class="diff" data-testid="diff">
      <p class="diff-legend">
        <del>{beforeName}</del> <ins>{afterName}</ins>
      </p>
      {fields.map(({ name, from, to }) => (
        <section key={name}>
          <h3>{name}</h3>
          <Lines from={from} to={to} />
        </section>
      ))}
    </div>
  );
}

function Lines({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <div class="diff-lines">
      {diffLines(from, to).map(({ kind, text }, index) => {
        if (kind === "removed") return <del key={index}>{text || " "}</del>;
        if (kind === "added") return <ins key={index}>{text || " "}</ins>;
        return <span key={index}>{text || " "}</span>;
      })}
    </div>
  );
}
