/** The open article: form, preview and trial side by side, and what stands above them. */
import { useEffect } from "preact/hooks";
import type { Lifecycle } from "../model/staff-lifecycle.ts";
import { Notice } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { ArticleForm } from "./article-form.tsx";
import { ArticleHead } from "./article-head.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import type { EditorDesk, Opened } from "./desk.ts";
import { GateDialog } from "./gate-dialog.tsx";
import { PreviewPane } from "./preview-pane.tsx";
import { TryQuestion } from "./try-question.tsx";

interface ArticleViewProps {
  readonly desk: EditorDesk;
  readonly opened: Opened;
}

export function ArticleView({ desk, opened }: ArticleViewProps) {
  const { editing, lifecycle } = opened;
  const { phase, problem, conflict, content } = useStore(editing.state);
  const stopped = useStore(lifecycle.stopped);
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
      <ArticleHead desk={desk} opened={opened} />
      <Notices opened={opened} />
      <div class="article-columns">
        <ArticleForm desk={desk} editing={editing} />
        <div class="article-side">
          <TryQuestion desk={desk} editing={editing} />
          <PreviewPane desk={desk} content={content} />
        </div>
      </div>
      {conflict && <ConflictDialog editing={editing} theirs={conflict} />}
      {stopped && <GateDialog lifecycle={lifecycle} stopped={stopped} />}
    </section>
  );
}

/** What the editor has to know about this article now, one line each. */
function Notices({ opened: { editing, lifecycle } }: { readonly opened: Opened }) {
  const { article, recoveredFrom, overtakenBy } = useStore(editing.state);
  return (
    <>
      {recoveredFrom !== null && (
        <Notice tone="accent" icon="clock" testid="recovered">
          <span>Your unsaved text from {dayTime(recoveredFrom)} is back.</span>
          <Button size="small" onClick={() => editing.discard()}>
            Discard it
          </Button>
        </Notice>
      )}
      {overtakenBy && (
        <Notice tone="warn" icon="alert" testid="overtaken">
          <span>
            {overtakenBy.author} saved this article at {dayTime(overtakenBy.updated_at)}. Your text
            is kept in this browser and nothing was overwritten.
          </span>
          <Button size="small" onClick={() => editing.compare()}>
            Compare and choose
          </Button>
        </Notice>
      )}
      {article && <ScheduleNotice article={article} lifecycle={lifecycle} />}
      {article?.stale_translation && (
        <Notice tone="warn" icon="alert" testid="stale-translation">
          <span>The original was published later than this translation. Check what changed.</span>
        </Notice>
      )}
    </>
  );
}

interface ScheduleNoticeProps {
  readonly article: StaffArticle;
  readonly lifecycle: Lifecycle;
}

function ScheduleNotice({ article, lifecycle }: ScheduleNoticeProps) {
  const { scheduled_at, scheduled_by, schedule_problem } = article;
  if (!scheduled_at && !schedule_problem) return null;
  return (
    <Notice
      tone={schedule_problem ? "danger" : "accent"}
      icon={schedule_problem ? "alert" : "clock"}
      testid="scheduled"
    >
      <span>
        {schedule_problem
          ? `It did not go live when it was due: ${schedule_problem}`
          : `Goes live ${dayTime(scheduled_at ?? "")}${scheduled_by ? `, scheduled by ${scheduled_by}` : ""}.`}
      </span>
      <Button
        size="small"
        data-testid="schedule-cancel"
        onClick={() => void lifecycle.unschedule()}
      >
        Cancel the schedule
      </Button>
    </Notice>
  );
}
