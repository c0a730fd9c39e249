/** A phrasing that was taken for something else, with one click to say where it, or one like it, belongs. */
import { useId, useState } from "preact/hooks";
import { intentLabel, TAKEN } from "../model/staff-understanding.ts";
import { Button } from "../ui/button.tsx";
import { Probability } from "../ui/staff-evidence.tsx";
import type { Confusion, Understanding } from "../wire/staff-understanding.ts";
import type { EditorDesk } from "./desk.ts";
import { FieldProblem } from "./policy-fields.tsx";

interface ConfusionProps {
  readonly desk: EditorDesk;
  readonly report: Understanding;
  readonly confusion: Confusion;
  readonly writes: boolean;
}

export function ConfusionLine({ desk, report, confusion, writes }: ConfusionProps) {
  const { text, intended, understood, probability } = confusion;
  const [writing, setWriting] = useState<{ intent: string; hint: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const teach = async (intent: string, words: string) => {
    setBusy(true);
    const taught = await desk.teaching.add({ intent, text: words });
    setBusy(false);
    if (taught === "taught") setWriting(null);
    else setWriting({ intent, hint: taught === "taken" ? TAKEN : taught.problem });
  };
  return (
    <li class="card confusion" data-testid="confusion" data-intended={intended}>
      <p class="confusion-text">“{text}”</p>
      <p class="confusion-was">
        <span>
          <span class="soft">meant</span> {intentLabel(intended)}
        </span>
        <span>
          <span class="soft">understood as</span> {intentLabel(understood)}
        </span>
        <Probability value={probability} />
      </p>
      {writes && writing === null && (
        <p class="confusion-actions">
          <Button
            size="small"
            disabled={busy}
            data-testid="belongs"
            onClick={() => void teach(intended, text)}
          >
            This belongs to {intentLabel(intended)}
          </Button>
          <Button
            size="small"
            kind="quiet"
            data-testid="belongs-elsewhere"
            onClick={() => setWriting({ intent: understood, hint: null })}
          >
            To another…
          </Button>
        </p>
      )}
      {writing !== null && (
        <PhrasingForm
          report={report}
          intent={writing.intent}
          text={text}
          hint={writing.hint}
          busy={busy}
          onAdd={(intent, words) => void teach(intent, words)}
          onClose={() => setWriting(null)}
        />
      )}
    </li>
  );
}

interface FormProps {
  readonly report: Understanding;
  readonly intent: string;
  readonly text: string;
  readonly hint: string | null;
  readonly busy: boolean;
  readonly onAdd: (intent: string, text: string) => void;
  readonly onClose?: () => void;
}

/** Words and the intent they belong to. */
export function PhrasingForm(props: FormProps) {
  const { report, hint, busy, onAdd, onClose } = props;
  const [intent, setIntent] = useState(props.intent);
  const [text, setText] = useState(props.text);
  const ids = { text: useId(), intent: useId(), hint: useId() };
  const names = report.intents.map((one) => one.intent);
  const known = names.includes(intent) || intent === "" ? names : [intent, ...names];
  return (
    <form
      class="phrasing-form"
      data-testid="phrasing-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "" && intent !== "") onAdd(intent, text.trim());
      }}
    >
      {hint === TAKEN && (
        <p class="soft phrasing-hint" id={ids.hint} role="status" data-testid="phrasing-taken">
          {hint}
        </p>
      )}
      {hint && hint !== TAKEN && <FieldProblem id={ids.hint} words={hint} />}
      <div class="field">
        <label for={ids.text}>Phrasing</label>
        <input
          id={ids.text}
          class="input"
          maxLength={300}
          autocomplete="off"
          data-testid="phrasing-text"
          aria-describedby={hint ? ids.hint : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.intent}>belongs to</label>
        {known.length > 0 ? (
          <select
            id={ids.intent}
            class="input"
            data-testid="phrasing-intent"
            value={intent}
            onChange={(event) => setIntent(event.currentTarget.value)}
          >
            <option value="">Choose an intent</option>
            {known.map((name) => (
              <option key={name} value={name}>
                {intentLabel(name)}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={ids.intent}
            class="input"
            placeholder="ask_article"
            autocomplete="off"
            data-testid="phrasing-intent"
            value={intent}
            onInput={(event) => setIntent(event.currentTarget.value.trim())}
          />
        )}
      </div>
      <Button
        kind="primary"
        size="small"
        type="submit"
        data-testid="phrasing-add"
        disabled={busy || text.trim() === "" || intent === ""}
      >
        Add
      </Button>
      {onClose && (
        <Button size="small" kind="quiet" onClick={onClose}>
          Leave it
        </Button>
      )}
    </form>
  );
}
