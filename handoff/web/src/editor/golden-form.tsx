/** Writes a golden question: the words, and the article that must answer them, or none. */
import { useId, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { Segments } from "../ui/staff-lists.tsx";
import type { GoldenQuestion } from "../wire/staff-golden.ts";
import { ArticlePicker, type Picked } from "./article-picker.tsx";
import type { EditorDesk } from "./desk.ts";

interface GoldenFormProps {
  readonly desk: EditorDesk;
  /** Null for a new one. */
  readonly golden: GoldenQuestion | null;
  readonly onClose: () => void;
}

const EXPECTS = [
  { value: "article", label: "An article answers" },
  { value: "nothing", label: "No answer: it is for people" },
] as const;

export function GoldenForm({ desk, golden, onClose }: GoldenFormProps) {
  const [question, setQuestion] = useState(golden?.question ?? "");
  const [note, setNote] = useState(golden?.note ?? "");
  const [expects, setExpects] = useState<"article" | "nothing">(
    golden && golden.article_id === null ? "nothing" : "article",
  );
  const [article, setArticle] = useState<Picked | null>(pickedOf(golden));
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ids = { question: useId(), note: useId() };
  const submit = async (event: Event) => {
    event.preventDefault();
    if (question.trim() === "") return setProblem("Write the question as a customer would ask it.");
    if (expects === "article" && !article) return setProblem("Choose the article that answers it.");
    const article_id = expects === "article" ? (article?.id ?? null) : null;
    const text = { question: question.trim(), article_id, note: note.trim() };
    setBusy(true);
    const words = golden ? await desk.golden.change(golden.id, text) : await desk.golden.add(text);
    setBusy(false);
    if (words === null) onClose();
    else setProblem(words);
  };
  return (
    <Dialog
      title={golden ? "Change a golden question" : "Add a golden question"}
      onClose={onClose}
      testid="golden-form"
    >
      <form class="stack" onSubmit={submit} noValidate>
        <div class="field">
          <label for={ids.question}>Question</label>
          <input
            id={ids.question}
            class="input"
            data-testid="golden-text"
            maxLength={400}
            placeholder="how long does a refund take"
            value={question}
            onInput={(event) => setQuestion(event.currentTarget.value)}
          />
        </div>
        <Segments
          label="Expected"
          chosen={expects}
          options={EXPECTS}
          testid="golden-expects"
          onChoose={setExpects}
        />
        {expects === "article" && (
          <ArticlePicker desk={desk} picked={article} onPick={setArticle} />
        )}
        <div class="field">
          <label for={ids.note}>Note for colleagues</label>
          <input
            id={ids.note}
            class="input"
            maxLength={300}
            placeholder="Why this matters, if it is not plain"
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
        </div>
        {problem && (
          <p class="form-problem" role="alert" data-testid="golden-problem">
            {problem}
          </p>
        )}
        <div class="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" data-testid="golden-save" disabled={busy}>
            {busy ? "Saving…" : golden ? "Save" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function pickedOf(golden: GoldenQuestion | null): Picked | null {
  if (!golden?.article_id) return null;
  return { id: golden.article_id, title: golden.title ?? golden.article_id };
}
