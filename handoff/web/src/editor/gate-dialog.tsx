/** Golden questions hold a change back: what would break, and who may do it all the same. */
import { useId, useState } from "preact/hooks";
import { brokenWords } from "../model/staff-gate.ts";
import type { Lifecycle, Stopped } from "../model/staff-lifecycle.ts";
import { pageHash, START_HASH } from "../model/staff-route.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { GoldenDiffView } from "./golden-diff.tsx";

const TITLES: Readonly<Record<Stopped["act"], string>> = {
  publish: "Not published",
  archive: "Not archived",
  remove: "Not deleted",
};
const ANYWAY: Readonly<Record<Stopped["act"], string>> = {
  publish: "Publish anyway",
  archive: "Archive anyway",
  remove: "Delete anyway",
};

interface GateDialogProps {
  readonly lifecycle: Lifecycle;
  readonly stopped: Stopped;
}

export function GateDialog({ lifecycle, stopped }: GateDialogProps) {
  const { act, diff, mayOverride } = stopped;
  const back = () => lifecycle.reconsider();
  return (
    <Dialog title={TITLES[act]} onClose={back} testid="gate" wide>
      <p class="dialog-words" data-testid="gate-words">
        {brokenWords(diff)} Customers still get the answers they got before, and your text is saved
        as a draft. Change it until these come right, or{" "}
        <a href={pageHash("golden")} onClick={back}>
          change what is expected
        </a>
        .
      </p>
      <GoldenDiffView diff={diff} />
      {mayOverride ? (
        <Override lifecycle={lifecycle} act={act} />
      ) : (
        <>
          <p class="gate-who" data-testid="gate-who">
            You cannot go over this. An admin, or an editor with the right to override, can: they
            open this article, publish it, and give a reason that is kept.
          </p>
          <div class="dialog-foot">
            <Button kind="primary" onClick={back}>
              Back to my text
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Override({ lifecycle, act }: { lifecycle: Lifecycle; act: Stopped["act"] }) {
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useId();
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const done = await lifecycle.override(reason.trim());
    setBusy(false);
    if (done && act === "remove") location.hash = START_HASH;
  };
  return (
    <form class="gate-override" onSubmit={submit}>
      <div class="field">
        <label for={field}>Reason for going over the golden questions</label>
        <textarea
          id={field}
          class="input"
          rows={2}
          maxLength={500}
          data-testid="override-reason"
          placeholder="Kept with your name and the time"
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </div>
      <div class="dialog-foot">
        <Button kind="primary" data-testid="gate-back" onClick={() => lifecycle.reconsider()}>
          Back to my text
        </Button>
        <Button
          kind="danger"
          type="submit"
          data-testid="override-confirm"
          disabled={busy || reason.trim() === ""}
        >
          {busy ? "One moment…" : ANYWAY[act]}
        </Button>
      </div>
    </form>
  );
}
