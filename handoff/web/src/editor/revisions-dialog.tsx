/** Every saved state of the article; an earlier one can become the newest draft again. */
import { useEffect, useState } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { Latest } from "../model/staff-latest.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { clockTime } from "../ui/format.ts";
import { Dialog } from "../ui/staff-dialog.tsx";
import { useStore } from "../ui/use-store.ts";
import type { ArticleRevision } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";
import { DiffView } from "./diff-view.tsx";

interface RevisionsDialogProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
  readonly onClose: () => void;
}

export function RevisionsDialog({ desk, editing, onClose }: RevisionsDialogProps) {
  const { article, busy } = useStore(editing.state);
  const [latest] = useState(
    () =>
      new Latest<string, readonly ArticleRevision[]>(desk.clock, (id) => desk.api.revisions(id)),
  );
  const { value: revisions, problem } = useStore(latest.state);
  const [chosen, setChosen] = useState<number | null>(null);
  useEffect(() => {
    if (article) latest.ask(article.id);
  }, [latest, article?.id]);
  const shown = revisions?.find((revision) => revision.number === chosen) ?? revisions?.[1];
  const restore = async (number: number) => {
    if (await editing.restore(number)) onClose();
  };

  return (
    <Dialog title="Revisions" onClose={onClose} testid="revisions" wide>
      {problem && <p class="preview-problem">{problem}</p>}
      {revisions?.length === 1 && (
        <p class="dialog-words">This article was saved once. Earlier texts will stand here.</p>
      )}
      {revisions && revisions.length > 1 && article && shown && (
        <div class="revisions">
          <ol>
            {revisions.map((revision) => (
              <li key={revision.number}>
                <button
                  type="button"
                  aria-pressed={revision.number === shown.number}
                  data-testid="revision"
                  data-number={revision.number}
                  onClick={() => setChosen(revision.number)}
                >
                  <RevisionLine revision={revision} newest={revision.number === article.revision} />
                </button>
              </li>
            ))}
          </ol>
          <div class="revision-shown">
            <DiffView
              before={shown.article}
              after={article}
              beforeName={`Revision ${shown.number}`}
              afterName="Newest"
            />
            {shown.number !== article.revision && (
              <Button
                kind="primary"
                data-testid="revision-restore"
                disabled={busy !== null}
                onClick={() => void restore(shown.number)}
              >
                Make revision {shown.number} the draft
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

function RevisionLine({ revision, newest }: { revision: ArticleRevision; newest: boolean }) {
  const { number, author, at, live } = revision;
  const day = new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short" });
  return (
    <>
      <strong>{number}</strong>
      <span class="revision-by">
        {author}
        <time dateTime={at}>
          {day}, {clockTime(at)}
        </time>
      </span>
      {live && <Badge tone="accent">Live</Badge>}
      {newest && !live && <Badge tone="warn">Draft</Badge>}
    </>
  );
}
