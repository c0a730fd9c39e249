/** One gap: what it is about, what it costs, how people asked, and the button that starts the article. */
import { useEffect, useRef } from "preact/hooks";
import { count } from "../model/staff-imports.ts";
import { articleHash } from "../model/staff-route.ts";
import { humanised, percent } from "../model/staff-words.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { PlainText } from "../ui/text.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Gap } from "../wire/staff-gaps.ts";
import type { EditorDesk } from "./desk.ts";

const SAMPLES = 8;

interface GapCardProps {
  readonly desk: EditorDesk;
  readonly gap: Gap;
  /** The address names it: it is shown with everything and brought into sight. */
  readonly open: boolean;
}

export function GapCard({ desk, gap, open }: GapCardProps) {
  const card = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (open) card.current?.scrollIntoView({ block: "center" });
  }, [open]);
  const { nearest_article: nearest } = gap;
  return (
    <li ref={card} class="gap card" data-testid="gap" data-gap-id={gap.id} data-status={gap.status}>
      <div class="gap-head">
        <h3>“{gap.name}”</h3>
        <GapCost gap={gap} />
      </div>
      {nearest && (
        <p class="gap-nearest">
          Nearest article: <a href={articleHash(nearest.id)}>{nearest.title}</a>{" "}
          <span class="soft">{percent(nearest.probability)} likely to answer it</span>
        </p>
      )}
      <details open={open}>
        <summary>
          {gap.questions.length === 1
            ? "The question"
            : `How they asked (${gap.questions.length.toLocaleString("en")})`}
          {gap.best_reply && " and what a colleague replied"}
        </summary>
        <Questions gap={gap} />
        {gap.best_reply && (
          <blockquote class="gap-reply">
            <PlainText text={gap.best_reply.text} />
            <footer>{gap.best_reply.agent}</footer>
          </blockquote>
        )}
      </details>
      <GapActions desk={desk} gap={gap} />
    </li>
  );
}

function GapCost({ gap }: { readonly gap: Gap }) {
  const minutes = Math.round(gap.agent_minutes);
  return (
    <p class="gap-cost">
      <strong data-testid="gap-count">{count(gap.count, "question")}</strong>
      {minutes > 0 && <span>{count(minutes, "minute")} of agents’ time</span>}
    </p>
  );
}

function Questions({ gap }: { readonly gap: Gap }) {
  const more = gap.questions.length - SAMPLES;
  return (
    <ul class="gap-questions">
      {gap.questions.slice(0, SAMPLES).map(({ text, at, outcome }, index) => (
        <li key={index}>
          <span>“{text}”</span>
          <span class="soft">
            {humanised(outcome)}, {dayTime(at)}
          </span>
        </li>
      ))}
      {more > 0 && <li class="soft">and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}

function GapActions({ desk, gap }: { readonly desk: EditorDesk; readonly gap: Gap }) {
  const busy = useStore(desk.gaps.busy);
  const start = async () => {
    const id = await desk.gaps.draft(gap.id);
    if (id === null) return;
    desk.list.refresh();
    location.hash = articleHash(id);
  };
  if (gap.article_id && gap.status !== "open") {
    return (
      <p class="gap-actions">
        <a class="source-line" href={articleHash(gap.article_id)} data-testid="gap-article">
          <Icon name="article" />
          <span>{gap.status === "drafted" ? "Open the draft" : "Open the article"}</span>
        </a>
        {gap.status === "published" ? (
          <Badge tone="accent">
            {count(gap.answered_since ?? 0, "such question")} answered since
          </Badge>
        ) : (
          <Badge tone="warn">Not published yet</Badge>
        )}
      </p>
    );
  }
  return (
    <p class="gap-actions">
      <Button
        kind="primary"
        size="small"
        icon="plus"
        disabled={busy !== null}
        data-testid="gap-draft"
        onClick={() => void start()}
      >
        {busy === gap.id ? "Starting…" : "Start an article"}
      </Button>
      {gap.status === "dismissed" && (
        <Button
          kind="quiet"
          size="small"
          disabled={busy !== null}
          data-testid="gap-reopen"
          onClick={() => void desk.gaps.reopen(gap.id)}
        >
          Worth an article after all
        </Button>
      )}
      {gap.status === "open" && (
        <Button
          kind="quiet"
          size="small"
          disabled={busy !== null}
          data-testid="gap-dismiss"
          onClick={() => void desk.gaps.dismiss(gap)}
        >
          Not worth an article
        </Button>
      )}
    </p>
  );
}
