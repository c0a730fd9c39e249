/** What to write next: what customers asked and no article answers, the costliest first. */
import { useEffect, useState } from "preact/hooks";
import { GAP_VIEWS, type GapView, inView, SPANS_DAYS, type SpanDays } from "../model/staff-gaps.ts";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, Nothing, Segments, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { EditorDesk } from "./desk.ts";
import { GapCard } from "./gap-card.tsx";

const VIEW_WORDS: Readonly<Record<GapView, string>> = {
  open: "To write",
  written: "Written",
  dismissed: "Dismissed",
};
const AT_ONCE = 25;

interface GapsPageProps {
  readonly desk: EditorDesk;
  readonly openId: string | null;
}

export function GapsPage({ desk, openId }: GapsPageProps) {
  const { value, waiting, problem } = useStore(desk.gaps.list);
  const days = useStore(desk.gaps.days);
  const [view, setView] = useState<GapView>("open");
  const [shown, setShown] = useState(AT_ONCE);
  useEffect(() => desk.gaps.refresh(), [desk]);
  const gaps = value?.gaps ?? [];
  const listed = inView(gaps, view);
  return (
    <DeskPageFrame
      title="What to write next"
      testid="gaps"
      busy={waiting}
      words="Questions that the bot could not answer, put together by what they are about. Those that cost people most come first."
      tools={
        <Segments<SpanDays>
          label="Asked within"
          chosen={days}
          options={SPANS_DAYS.map((span) => ({ value: span, label: `${span} days` }))}
          testid="gaps-days"
          onChoose={(span) => desk.gaps.look(span)}
        />
      }
    >
      <div class="page-filter">
        <Segments<GapView>
          label="Show"
          chosen={view}
          options={GAP_VIEWS.map((name) => ({
            value: name,
            label: VIEW_WORDS[name],
            count: value ? inView(gaps, name).length : undefined,
          }))}
          testid="gaps-view"
          onChoose={(name) => {
            setView(name);
            setShown(AT_ONCE);
          }}
        />
        {value && (
          <p class="soft page-as-of">
            {value.complete === false && "Still reading the newest conversations. "}
            As of {dayTime(value.as_of)}
          </p>
        )}
      </div>
      {problem && <Trouble problem={problem} onAgain={() => desk.gaps.refresh()} />}
      {!value && waiting && <Waiting />}
      {value && listed.length === 0 && <NoGaps view={view} days={days} />}
      <ol class="gap-list">
        {listed.slice(0, shown).map((gap) => (
          <GapCard key={gap.id} desk={desk} gap={gap} open={gap.id === openId} />
        ))}
      </ol>
      {listed.length > shown && (
        <Button onClick={() => setShown(shown + AT_ONCE)}>
          Show {Math.min(AT_ONCE, listed.length - shown)} more
        </Button>
      )}
    </DeskPageFrame>
  );
}

function NoGaps({ view, days }: { readonly view: GapView; readonly days: number }) {
  if (view === "open") {
    return (
      <Nothing title="Nothing is missing" testid="gaps-none">
        In the last {days} days no question went unanswered more than now and then. As customers ask
        on, what they miss will stand here.
      </Nothing>
    );
  }
  return (
    <Nothing title={view === "written" ? "Nothing written yet" : "Nothing dismissed"}>
      {view === "written"
        ? "Articles that you start from this page will stand here, with the questions they have answered since."
        : "What you put aside on this page can be found here."}
    </Nothing>
  );
}
