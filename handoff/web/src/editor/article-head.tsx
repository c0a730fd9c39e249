/** How the article stands, and the buttons that move it on. */
import { useState } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { START_HASH } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { StaffIcon, type StaffIconName } from "../ui/staff-icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk, Opened } from "./desk.ts";
import { RevisionsDialog } from "./revisions-dialog.tsx";
import { ScheduleDialog } from "./schedule-dialog.tsx";

interface ArticleHeadProps {
  readonly desk: EditorDesk;
  readonly opened: Opened;
}

export function ArticleHead({ desk, opened }: ArticleHeadProps) {
  const { editing, lifecycle } = opened;
  const { article, busy } = useStore(editing.state);
  const [window, setWindow] = useState<"revisions" | "schedule" | "delete" | null>(null);
  const close = () => setWindow(null);
  const live = article?.status === "published" && !article.has_draft && !editing.dirty;
  return (
    <header class="article-head">
      <a class="icon-button narrow-only" href={START_HASH} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <div class="article-standing">
        <StatusBadge article={article} />
        <SavedState editing={editing} />
      </div>
      <div class="article-actions">
        {article && (
          <>
            <HeadButton label="Revisions" icon="history" onClick={() => setWindow("revisions")} />
            {!live && (
              <HeadButton label="Schedule" icon="calendar" onClick={() => setWindow("schedule")} />
            )}
            {article.status !== "archived" && (
              <HeadButton label="Archive" icon="archive" onClick={() => void lifecycle.archive()} />
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
          title="Ctrl+Enter"
          disabled={busy !== null || live}
          onClick={() => void lifecycle.publish()}
        >
          {busy === "publish" ? "Publishing…" : live ? "Published" : "Publish"}
        </Button>
      </div>
      {window === "revisions" && <RevisionsDialog desk={desk} opened={opened} onClose={close} />}
      {window === "schedule" && <ScheduleDialog opened={opened} onClose={close} />}
      {window === "delete" && <DeleteDialog opened={opened} onClose={close} />}
    </header>
  );
}

interface HeadButtonProps {
  readonly label: string;
  readonly icon: StaffIconName;
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

/** Where the text is now: in this browser, on its way, on the server, or in somebody's way. */
function SavedState({ editing }: { readonly editing: Editing }) {
  const { article, saving, busy, hindrance, overtakenBy } = useStore(editing.state);
  const [state, words] = (() => {
    if (saving || busy === "save") return ["saving", "Saving…"];
    if (overtakenBy && editing.dirty) return ["conflict", "Not saved: somebody else was here"];
    if (editing.dirty && hindrance?.kind === "refused") {
      return ["refused", `Not saved: ${hindrance.words}`];
    }
    if (editing.dirty && hindrance) {
      return ["offline", "No connection: kept in this browser, saved as soon as it is back"];
    }
    if (editing.dirty) return ["unsaved", "Not saved yet, kept in this browser"];
    if (!article) return ["saved", "Nothing written yet"];
    return ["saved", `Saved ${dayTime(article.updated_at)} by ${article.author}`];
  })();
  return (
    <p class="saved-state" data-testid="saved-state" data-state={state} role="status">
      {words}
    </p>
  );
}

function DeleteDialog({ opened, onClose }: { opened: Opened; onClose: () => void }) {
  const { article } = useStore(opened.editing.state);
  const remove = async () => {
    onClose();
    if (await opened.lifecycle.remove()) location.hash = START_HASH;
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
