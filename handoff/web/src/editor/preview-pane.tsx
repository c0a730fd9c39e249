/** The article as customers read it, rendered by the server so that it is exactly what they get. */
import { useEffect, useState } from "preact/hooks";
import { Latest } from "../model/staff-latest.ts";
import { SanitisedHtml } from "../ui/text.tsx";
import { useStore } from "../ui/use-store.ts";
import type { ArticleContent } from "../wire/articles.ts";
import type { EditorDesk } from "./desk.ts";

const REST_MS = 250;

interface PreviewPaneProps {
  readonly desk: EditorDesk;
  readonly content: ArticleContent;
}

export function PreviewPane({ desk, content }: PreviewPaneProps) {
  const [latest] = useState(
    () => new Latest<string, string>(desk.clock, (body) => desk.api.preview(body)),
  );
  const { value, problem } = useStore(latest.state);
  useEffect(() => {
    if (content.body.trim() === "") latest.put("");
    else latest.ask(content.body, latest.state.get().value === null ? 0 : REST_MS);
  }, [latest, content.body]);
  return (
    <section class="preview">
      <h2 class="side-title">Preview</h2>
      {problem && <p class="preview-problem">{problem}</p>}
      <article class="preview-page" data-testid="article-preview">
        <p class="preview-title">{content.title || "Title"}</p>
        {value ? (
          <SanitisedHtml html={value} />
        ) : (
          <p class="preview-empty">Your text appears here as customers will read it.</p>
        )}
      </article>
    </section>
  );
}
