/** Chooses when the draft goes live by itself, in the editor's own time. */
import { useId, useState } from "preact/hooks";
import { fromField, nextGoodTime, toField } from "../model/staff-schedule.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Opened } from "./desk.ts";

interface ScheduleDialogProps {
  readonly opened: Opened;
  readonly onClose: () => void;
}

export function ScheduleDialog({ opened, onClose }: ScheduleDialogProps) {
  const { article, busy } = useStore(opened.editing.state);
  const planned = article?.scheduled_at ? Date.parse(article.scheduled_at) : null;
  const [value, setValue] = useState(() => toField(planned ?? nextGoodTime(Date.now())));
  const [problem, setProblem] = useState<string | null>(null);
  const ids = { field: useId(), problem: useId() };
  const submit = async (event: Event) => {
    event.preventDefault();
    const chosen = fromField(value, Date.now());
    if ("problem" in chosen) return setProblem(chosen.problem);
    if (await opened.lifecycle.schedule(chosen.at)) onClose();
  };
  return (
    <Dialog title="Publish later" onClose={onClose} testid="schedule">
      <form class="stack" onSubmit={submit} noValidate>
        <p class="dialog-words">
          The text as it stands now goes live by itself, if the golden questions let it pass.
        </p>
        <div class="field">
          <label for={ids.field}>Day and time</label>
          <input
            id={ids.field}
            class="input"
            type="datetime-local"
            data-testid="schedule-at"
            aria-describedby={ids.problem}
            value={value}
            min={toField(Date.now())}
            onInput={(event) => {
              setValue(event.currentTarget.value);
              setProblem(null);
            }}
          />
          <p class="field-hint" id={ids.problem} data-problem={problem !== null} role="status">
            {problem ?? `In your time zone, ${zone()}.`}
          </p>
        </div>
        <div class="dialog-foot">
          <Button onClick={onClose}>Not now</Button>
          <Button
            kind="primary"
            type="submit"
            data-testid="schedule-confirm"
            disabled={busy !== null}
          >
            {busy === "schedule" ? "Scheduling…" : "Schedule"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function zone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
}
