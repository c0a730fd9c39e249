/** One canned reply in a form. */
import { useId, useState } from "preact/hooks";
import { Button } from "../ui/button.tsx";
import type { CannedReply, CannedText } from "../wire/staff-care.ts";
import type { Station } from "./station.ts";

interface CannedFormProps {
  readonly station: Station;
  /** Null for a new one. */
  readonly reply: CannedReply | null;
  readonly onDone: () => void;
}

const BLANK: CannedText = { shortcut: "", text: "", scope: "mine" };

export function CannedForm({ station, reply, onDone }: CannedFormProps) {
  const { canned } = station.care;
  const [{ shortcut, text, scope }, setDraft] = useState<CannedText>(reply ?? BLANK);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ids = { shortcut: useId(), text: useId() };
  const change = (part: Partial<CannedText>) => setDraft((draft) => ({ ...draft, ...part }));
  const attempt = async (doing: Promise<string | null>) => {
    setBusy(true);
    const refused = await doing;
    setBusy(false);
    setProblem(refused);
    if (refused === null) onDone();
  };
  return (
    <form
      class="stack"
      data-testid="canned-form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(canned.save(reply?.id ?? null, { shortcut, text: text.trim(), scope }));
      }}
    >
      <div>
        <label for={ids.shortcut}>Shortcut</label>
        <input
          id={ids.shortcut}
          class="input"
          data-testid="canned-shortcut"
          placeholder="return-label"
          maxLength={40}
          autocomplete="off"
          value={shortcut}
          onInput={(event) => change({ shortcut: event.currentTarget.value.toLowerCase() })}
        />
      </div>
      <div>
        <label for={ids.text}>Reply</label>
        <textarea
          id={ids.text}
          class="input"
          rows={6}
          data-testid="canned-text"
          maxLength={4_000}
          value={text}
          onInput={(event) => change({ text: event.currentTarget.value })}
        />
      </div>
      {station.leads && (
        <label class="check">
          <input
            type="checkbox"
            data-testid="canned-everyone"
            checked={scope === "everyone"}
            onChange={(event) =>
              change({ scope: event.currentTarget.checked ? "everyone" : "mine" })
            }
          />
          Everyone can use it
        </label>
      )}
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
      <div class="dialog-foot">
        {reply && (
          <Button
            kind="danger"
            disabled={busy}
            onClick={() => void attempt(canned.remove(reply.id))}
          >
            Delete
          </Button>
        )}
        <Button onClick={onDone}>Back</Button>
        <Button kind="primary" type="submit" data-testid="canned-save" disabled={busy}>
          Keep
        </Button>
      </div>
    </form>
  );
}
