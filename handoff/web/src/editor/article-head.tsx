/** How the article stands, and the buttons that move it on. */
import { useState } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { START_HASH } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { clockTime, dayOf } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";
import { RevisionsDialog } from "./revisions-dialog.tsx";

interface ArticleHeadProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function ArticleHead({ desk, editing }: ArticleHeadProps) {
  const { article, busy } = useStore(editing.state);
  const [window, setWindow] = useState<"revisions" | "delete" | null>(null);
  const close = () => setWindow(null);
  const archivable = article !== null && article.status !== "archived";
  const live = article?.status === "published" && !article.has_draft && !editing.dirty;
  return (
    <header class="article-head">
      <a class="icon-button narrow-only" href={START_HASH} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div class="article-standing">
        <StatusBadge article={article} />
        <p data-testid="saved-state" aria-live="polite">
          {editing.dirty ? "Not saved yet, kept in this browser" : savedWords(article)}
        </p>
      </div>
      <div class="article-actions">
        {article && (
          <>
            <HeadButton label="Revisions" icon="history" onClick={() => setWindow("revisions")} />
            {archivable && (
              <HeadButton label="Archive" icon="archive" onClick={() => void editing.archive()} />
            )}
            <HeadButton label="Delete" icon="trash" onClick={() => setWindow("delete")} />
          </>
        )}
        <Button
          data-testid="article-save"
          title="Ctrl+S"
          disabled={busy !== null || !editing.dirty}
          onClick={() => void editing.save()}
        >
          {busy === "save" ? "Saving…" : "Save draft"}
        </Button>
        <Button
          kind="primary"
          data-testid="article-publish"
          title="Alt+P"
          disabled={busy !== null || live}
          onClick={() => void editing.publish()}
        >
          {busy === "publish" ? "Publishing…" : live ? "Published" : "Publish"}
        </Button>
      </div>
      {window === "revisions" && <RevisionsDialog desk={desk} editing={editing} onClose={close} />}
      {window === "delete" && <DeleteDialog editing={editing} onClose={close} />}
    </header>
  );
}

interface HeadButtonProps {
  readonly label: string;
  readonly icon: "history" | "archive" | "trash";
  readonly onClick: () => void;
}

function HeadButton({ label, icon, onClick }: HeadButtonProps) {
  return (
    <button
      type="button"
      class="icon-button"
      title={label}
      aria-label={label}
      data-testid={`article-${label.toLowerCase()}`}
      onClick={onClick}
    >
      <StaffIcon name={icon} />
    </button>
  );
}

function StatusBadge({ article }: { readonly article: StaffArticle | null }) {
  if (!article) return <Badge>New</Badge>;
  if (article.status === "archived") return <Badge>Archived</Badge>;
  if (article.status === "draft") return <Badge tone="warn">Draft</Badge>;
  return (
    <>
      <Badge tone="accent">Published</Badge>
      {article.has_draft && <Badge tone="warn">Draft changes</Badge>}
    </>
  );
}

function savedWords(article: StaffArticle | null): string {
  if (!article) return "Nothing written yet";
  const day = dayOf(article.updated_at, Date.now());
  const at = day === "today" ? clockTime(article.updated_at) : day;
  return `Saved ${at} by ${article.author}`;
}

function DeleteDialog({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  const { article } = useStore(editing.state);
  const remove = async () => {
    onClose();
    if (await editing.remove()) location.hash = START_HASH;
  };
  return (
    <Dialog title={`Delete “${article?.title}”?`} onClose={onClose}>
      <p class="dialog-words">
        Customers and colleagues no longer see it. You can undo this right afterwards.
      </p>
      <div class="dialog-foot">
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="danger" data-testid="delete-confirm" onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
