/** How well the bot understands what customers write, where it errs, and what people teach it. */
import { useEffect, useState } from "preact/hooks";
import { type Roles, teaches } from "../model/staff-rights.ts";
import { pageHash } from "../model/staff-route.ts";
import { share } from "../model/staff-trust.ts";
import { confusionsOf, intentLabel } from "../model/staff-understanding.ts";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, Nothing, SearchField, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Understanding } from "../wire/staff-understanding.ts";
import { ConfusionLine } from "./confusion-line.tsx";
import type { EditorDesk } from "./desk.ts";
import { IntentTable } from "./intent-table.tsx";
import { PendingPhrasings } from "./pending-phrasings.tsx";

const AT_ONCE = 25;

interface UnderstandingPageProps {
  readonly desk: EditorDesk;
  readonly roles: Roles;
  /** An intent to look at. */
  readonly openId: string | null;
}

export function UnderstandingPage({ desk, roles, openId }: UnderstandingPageProps) {
  const { value, waiting, problem } = useStore(desk.teaching.report);
  useEffect(() => desk.teaching.refresh(), [desk]);
  const writes = teaches(roles);
  return (
    <DeskPageFrame
      title="Understanding"
      testid="understanding"
      busy={waiting}
      words="What the bot takes messages for. Each phrasing was judged by a model that had not seen it, when the bot was last trained."
    >
      {problem && <Trouble problem={problem} onAgain={() => desk.teaching.refresh()} />}
      {!value && waiting && <Waiting />}
      {value && (
        <>
          {value.as_of ? (
            <Figures report={value} />
          ) : (
            <Nothing title="Not measured yet" testid="understanding-none">
              The figures come with the next <code>frontdesk train</code>.
            </Nothing>
          )}
          <PendingPhrasings desk={desk} report={value} writes={writes} />
          {value.as_of && (
            <Confusions key={openId} desk={desk} report={value} intent={openId} writes={writes} />
          )}
          {value.intents.length > 0 && <IntentTable report={value} chosen={openId} />}
        </>
      )}
    </DeskPageFrame>
  );
}

function Figures({ report }: { readonly report: Understanding }) {
  const figures = [
    [share(report.accuracy), "understood as they were meant"],
    [share(report.outcome_accuracy), "led to the right place"],
    [report.macro_f1?.toFixed(3) ?? "–", "macro F1 over all intents"],
    [String(report.intents.length), "intents"],
  ] as const;
  return (
    <>
      <dl class="figures" data-testid="understanding-figures">
        {figures.map(([value, words]) => (
          <div key={words}>
            <dd>{value}</dd>
            <dt>{words}</dt>
          </div>
        ))}
      </dl>
      {report.as_of && <p class="soft">As of the training of {dayTime(report.as_of)}.</p>}
    </>
  );
}

interface ConfusionsProps {
  readonly desk: EditorDesk;
  readonly report: Understanding;
  readonly intent: string | null;
  readonly writes: boolean;
}

function Confusions({ desk, report, intent, writes }: ConfusionsProps) {
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(AT_ONCE);
  const listed = confusionsOf(report.confusions, intent, search);
  return (
    <section class="confusions">
      <div class="page-filter">
        <h3>
          {intent ? `Mixed up: ${intentLabel(intent)}` : "Mixed up"}{" "}
          <span class="soft">{listed.length}</span>
        </h3>
        {intent && <a href={pageHash("understanding")}>Show all</a>}
        <SearchField
          label="Find a phrasing"
          testid="confusion-search"
          value={search}
          onInput={setSearch}
        />
      </div>
      {listed.length === 0 && (
        <Nothing title="Nothing was mixed up here">Every phrasing went where it was meant.</Nothing>
      )}
      <ul class="confusion-list">
        {listed.slice(0, shown).map((confusion) => (
          <ConfusionLine
            key={`${confusion.intended}:${confusion.text}`}
            desk={desk}
            report={report}
            confusion={confusion}
            writes={writes}
          />
        ))}
      </ul>
      {listed.length > shown && (
        <button type="button" class="link-button" onClick={() => setShown(shown + AT_ONCE * 4)}>
          {listed.length - shown} more
        </button>
      )}
    </section>
  );
}
