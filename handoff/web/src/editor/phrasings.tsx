/** How customers ask for this, one phrasing a line. Enter adds one, Backspace in an empty line removes it. */
import { useId, useRef } from "preact/hooks";
import { Button, IconButton } from "../ui/button.tsx";

interface PhrasingsProps {
  readonly questions: readonly string[];
  readonly onChange: (questions: readonly string[]) => void;
}

export function Phrasings({ questions, onChange }: PhrasingsProps) {
  const list = useRef<HTMLUListElement>(null);
  const heading = useId();
  const focus = (index: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll("input")[index]?.focus());
  const add = (after: number) => {
    onChange([...questions.slice(0, after + 1), "", ...questions.slice(after + 1)]);
    focus(after + 1);
  };
  const remove = (index: number) => {
    onChange(questions.filter((_, other) => other !== index));
    focus(Math.max(0, index - 1));
  };
  const write = (index: number, text: string) =>
    onChange(questions.map((question, other) => (other === index ? text : question)));
  const paste = (index: number, event: ClipboardEvent) => {
    const lines = (event.clipboardData?.getData("text") ?? "").split(/\r?\n/u).filter(Boolean);
    if (lines.length < 2) return;
    event.preventDefault();
    const kept = questions[index]?.trim() ? index + 1 : index;
    onChange([...questions.slice(0, kept), ...lines, ...questions.slice(index + 1)]);
    focus(kept + lines.length - 1);
  };
  const onKey = (index: number, event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") add(index);
    else if (event.key === "Backspace" && questions[index] === "") remove(index);
    else if (event.key === "ArrowDown") focus(Math.min(questions.length - 1, index + 1));
    else if (event.key === "ArrowUp") focus(Math.max(0, index - 1));
    else return;
    event.preventDefault();
  };

  return (
    <section class="field phrasings" data-testid="article-questions" aria-labelledby={heading}>
      <h2 class="field-label" id={heading}>
        How customers ask <span class="phrasings-count">{questions.length}</span>
      </h2>
      <p class="field-hint">
        In their own words, one a line. Five or more make the bot noticeably surer.
      </p>
      <ul ref={list}>
        {questions.map((question, index) => (
          <li key={index}>
            <input
              class="input"
              data-testid="article-question"
              aria-label={`Phrasing ${index + 1}`}
              placeholder="can i send this back"
              maxLength={400}
              value={question}
              onInput={(event) => write(index, event.currentTarget.value)}
              onKeyDown={(event) => onKey(index, event)}
              onPaste={(event) => paste(index, event)}
            />
            <IconButton
              icon="close"
              label={`Remove phrasing ${index + 1}`}
              onClick={() => remove(index)}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon="plus"
        data-testid="question-add"
        onClick={() => add(questions.length - 1)}
      >
        Add a phrasing
      </Button>
    </section>
  );
}
