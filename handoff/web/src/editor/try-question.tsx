/** Asks the bot a customer's question: what it does now, and what it would do with the text on this desk. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { changesAnswer, type DraftText, type Tried } from "../model/staff-trial.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { EditorDesk } from "./desk.ts";
import { TrialCard } from "./trial-card.tsx";

interface TryQuestionProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function TryQuestion({ desk, editing }: TryQuestionProps) {
  const { article, content } = useStore(editing.state);
  const { value, waiting, problem } = useStore(desk.trial.answer);
  const question = useStore(desk.trial.question);
  const [large, setLarge] = useState(false);
  const draft = draftOf(editing);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) desk.trial.changed(draft);
    first.current = false;
  }, [content, article?.live_revision, article?.revision]);
  return (
    <section class="try">
      <h2 class="side-title">Try a question</h2>
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault();
          desk.trial.ask(draft);
        }}
      >
        <input
          id="try-question"
          class="input"
          list="try-phrasings"
          data-testid="try-question"
          placeholder="Ask as a customer would"
          aria-label="A customer's question"
          value={question}
          onInput={(event) => desk.trial.write(event.currentTarget.value)}
        />
        <datalist id="try-phrasings">
          {content.questions.filter(Boolean).map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
        <Button type="submit" data-testid="try-run" disabled={waiting || question.trim() === ""}>
          {waiting ? "Asking…" : "Ask"}
        </Button>
      </form>
      {problem && (
        <p class="preview-problem" role="alert">
          {problem}
        </p>
      )}
      {value && (
        <>
          <Comparison tried={value} stale={waiting} testid="try-result" />
          {value.draft && (
            <button type="button" class="link-button" onClick={() => setLarge(true)}>
              <StaffIcon name="expand" />
              Larger, side by side
            </button>
          )}
        </>
      )}
      {!value && draft && (
        <p class="field-hint">Shows what the bot does now, and with the text on this page.</p>
      )}
      {large && value && (
        <Dialog title={`“${value.question}”`} onClose={() => setLarge(false)} testid="compare" wide>
          <Comparison tried={value} stale={waiting} open />
        </Dialog>
      )}
    </section>
  );
}

/** The text on the desk, if the bot does not know it yet. */
function draftOf(editing: Editing): DraftText | null {
  const { article, content } = editing.state.get();
  const live = article?.status === "published" && !article.has_draft && !editing.dirty;
  return live ? null : { id: editing.id, content };
}

interface ComparisonProps {
  readonly tried: Tried;
  readonly stale: boolean;
  readonly open?: boolean;
  readonly testid?: string;
}

function Comparison({ tried, stale, open = false, testid }: ComparisonProps) {
  const { now, draft } = tried;
  return (
    <div class="comparison" data-testid={testid} aria-busy={stale}>
      <div class="comparison-sides">
        <TrialCard name={draft ? "Now" : null} trial={now} open={open} />
        {draft && <TrialCard name="With this draft" trial={draft} open={open} />}
      </div>
      {draft && (
        <p class="comparison-verdict" data-testid="try-verdict">
          {changesAnswer(tried) ? (
            <>
              <Badge tone="accent">Changes</Badge> This draft changes what the customer gets.
            </>
          ) : (
            <>
              <Badge>Same</Badge> This draft changes nothing for this question.
            </>
          )}
        </p>
      )}
    </div>
  );
}
