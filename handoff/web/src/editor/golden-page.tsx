/** The questions whose answers no publish may break, each with how it is answered now. */
import { useEffect, useState } from "preact/hooks";
import {
  fitsView,
  GOLDEN_VIEWS,
  type GoldenView,
  narrowed as narrow,
} from "../model/staff-golden.ts";
import { articleHash } from "../model/staff-route.ts";
import { outcomeWords } from "../model/staff-words.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Probability } from "../ui/staff-evidence.tsx";
import { StaffIcon, type StaffIconName } from "../ui/staff-icons.tsx";
import {
  DeskPageFrame,
  Nothing,
  SearchField,
  Segments,
  Trouble,
  Waiting,
} from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { GoldenQuestion } from "../wire/staff-golden.ts";
import type { EditorDesk } from "./desk.ts";
import { GoldenForm } from "./golden-form.tsx";

const VIEW_WORDS: Readonly<Record<GoldenView, string>> = {
  all: "All",
  failing: "Failing",
  passing: "Passing",
  no_answer: "Expect no answer",
};

export function GoldenPage({ desk }: { readonly desk: EditorDesk }) {
  const { value, waiting, problem } = useStore(desk.golden.list);
  const [view, setView] = useState<GoldenView>("all");
  const [search, setSearch] = useState("");
  const [form, setForm] = useState<GoldenQuestion | "new" | null>(null);
  useEffect(() => desk.golden.refresh(), [desk]);
  const questions = value ?? [];
  const listed = narrow(questions, view, search);
  return (
    <DeskPageFrame
      title="Golden questions"
      testid="golden"
      busy={waiting}
      words="Each keeps one answer right: a publish that would lose it, give it to another article, or answer what must not be answered is held back."
      tools={
        <Button kind="primary" icon="plus" data-testid="golden-new" onClick={() => setForm("new")}>
          Add a question
        </Button>
      }
    >
      <div class="page-filter">
        <Segments<GoldenView>
          label="Show"
          chosen={view}
          options={GOLDEN_VIEWS.map((name) => ({
            value: name,
            label: VIEW_WORDS[name],
            count: value ? questions.filter((one) => fitsView(one, name)).length : undefined,
          }))}
          testid="golden-view"
          onChoose={setView}
        />
        <SearchField
          label="Find a question"
          testid="golden-search"
          value={search}
          onInput={setSearch}
        />
      </div>
      {problem && <Trouble problem={problem} onAgain={() => desk.golden.refresh()} />}
      {!value && waiting && <Waiting />}
      {value && listed.length === 0 && <NoGolden any={questions.length > 0} />}
      <ul class="golden-list">
        {listed.map((golden) => (
          <GoldenLine key={golden.id} desk={desk} golden={golden} onEdit={() => setForm(golden)} />
        ))}
      </ul>
      {form !== null && (
        <GoldenForm
          desk={desk}
          golden={form === "new" ? null : form}
          onClose={() => setForm(null)}
        />
      )}
    </DeskPageFrame>
  );
}

interface GoldenLineProps {
  readonly desk: EditorDesk;
  readonly golden: GoldenQuestion;
  readonly onEdit: () => void;
}

function GoldenLine({ desk, golden, onEdit }: GoldenLineProps) {
  const { state, article_id, title, question, note, author, at } = golden;
  const { passes } = state;
  return (
    <li class="golden card" data-testid="golden-question" data-id={golden.id} data-passes={passes}>
      <span class="golden-mark" data-passes={passes}>
        <Icon name={passes ? "check" : "close"} />
        <span class="unseen">{passes ? "Passes" : "Fails"}</span>
      </span>
      <div class="golden-words">
        <h3>{question}</h3>
        <p>
          {article_id === null ? (
            <Badge>Expects no answer</Badge>
          ) : (
            <>
              Expects <a href={articleHash(article_id)}>{title ?? article_id}</a>
            </>
          )}
        </p>
        <p class="golden-now" data-fails={!passes}>
          <span>Now: {outcomeWords(state)}</span>
          {state.probability !== null && <Probability value={state.probability} />}
        </p>
        {note && <p class="soft">{note}</p>}
        <p class="soft golden-by">
          {author}, {dayTime(at)}
        </p>
      </div>
      <span class="golden-actions">
        <Act label="Edit" icon="pencil" onClick={onEdit} />
        <Act label="Delete" icon="trash" onClick={() => void desk.golden.remove(golden)} />
      </span>
    </li>
  );
}

interface ActProps {
  readonly label: string;
  readonly icon: StaffIconName;
  readonly onClick: () => void;
}

function Act({ label, icon, onClick }: ActProps) {
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      data-testid={`golden-${label.toLowerCase()}`}
      onClick={onClick}
    >
      <StaffIcon name={icon} />
    </button>
  );
}

function NoGolden({ any }: { readonly any: boolean }) {
  if (any) return <Nothing title="None fits">Try other words, or show all of them.</Nothing>;
  return (
    <Nothing title="No golden questions yet" testid="golden-none">
      Begin with the ten questions that must never be answered wrongly: refunds, prices, safety. And
      add a few that the bot must leave to people.
    </Nothing>
  );
}
