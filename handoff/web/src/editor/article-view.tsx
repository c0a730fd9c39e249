/** The open article: form, preview and trial side by side. */
import { useEffect } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { Notice } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { clockTime, dayOf } from "../ui/format.ts";
import { useStore } from "../ui/use-store.ts";
import { ArticleForm } from "./article-form.tsx";
import { ArticleHead } from "./article-head.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import type { EditorDesk } from "./desk.ts";
import { PreviewPane } from "./preview-pane.tsx";
import { TryQuestion } from "./try-question.tsx";

interface ArticleViewProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function ArticleView({ desk, editing }: ArticleViewProps) {
  const { phase, problem, conflict, content, recoveredFrom } = useStore(editing.state);
  useEffect(() => {
    document.title = `${content.title || "New article"} · Frontdesk articles`;
    return () => {
      document.title = "Frontdesk articles";
    };
  }, [content.title]);

  if (phase === "loading") return <section class="article" aria-busy="true" />;
  if (phase === "failed") {
    return (
      <section class="article nothing-open">
        <h2>This article cannot be opened</h2>
        <p>{problem}</p>
        <Button onClick={() => void editing.load()}>Try again</Button>
      </section>
    );
  }
  return (
    <section class="article" aria-label={content.title || "New article"}>
      <ArticleHead desk={desk} editing={editing} />
      {recoveredFrom !== null && (
        <Notice tone="accent" icon="clock" testid="recovered">
          <span>Your unsaved text from {when(recoveredFrom)} is back.</span>
          <Button size="small" onClick={() => editing.discard()}>
            Discard it
          </Button>
        </Notice>
      )}
      <div class="article-columns">
        <ArticleForm desk={desk} editing={editing} />
        <div class="article-side">
          <TryQuestion desk={desk} editing={editing} />
          <PreviewPane desk={desk} content={content} />
        </div>
      </div>
      {conflict && <ConflictDialog editing={editing} theirs={conflict} />}
    </section>
  );
}

function when(at: number): string {
  const day = dayOf(at, Date.now());
  return day === "today" ? clockTime(at) : `${day}, ${clockTime(at)}`;
}
