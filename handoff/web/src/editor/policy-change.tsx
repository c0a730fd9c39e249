/** The change that is being made: what differs, why, tried or not, and the way into force. */
import { useId, useState } from "preact/hooks";
import { inForce, labelOf, valueWords } from "../model/staff-policy.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { useStore } from "../ui/use-store.ts";
import type { PolicyShelf } from "../wire/staff-policies.ts";
import type { EditorDesk } from "./desk.ts";
import { FieldProblem } from "./policy-fields.tsx";
import { PolicyTry } from "./policy-try.tsx";

interface ChangeProps {
  readonly desk: EditorDesk;
  readonly shelf: PolicyShelf;
}

export function PolicyChange({ desk, shelf }: ChangeProps) {
  const { changes, note, fault, busy } = useStore(desk.policy.draft);
  useStore(desk.policyTrial.state);
  const [asking, setAsking] = useState(false);
  const changed = Object.entries(changes);
  const stored = changed.length > 0 ? desk.policy.stored : null;
  const tried = desk.policyTrial.covers(changes);
  const go = async () => {
    setAsking(false);
    if (await desk.policy.putIntoForce()) desk.policyTrial.forget();
  };
  return (
    <aside class="card policy-change" aria-label="Your change" data-testid="policy-change">
      <h3>Your change</h3>
      <Changes shelf={shelf} changed={changed} />
      {fault && fault.field !== "note" && (
        <p class="form-problem" role={fault.field ? undefined : "alert"} data-testid="policy-fault">
          {fault.field
            ? `${labelOf(fault.field)} does not fit: see the message there.`
            : fault.words}
        </p>
      )}
      {changed.length > 0 && !stored && (
        <NoteField
          note={note}
          problem={fault?.field === "note" ? fault.words : null}
          onInput={(text) => desk.policy.setNote(text)}
        />
      )}
      {stored && <p class="soft">These are the values of version {stored.version}.</p>}
      <PolicyTry desk={desk} />
      {changed.length > 0 && (
        <div class="change-foot">
          <p class="soft" data-testid="policy-tried" data-tried={tried}>
            {tried ? "Tried on past conversations: see above." : "This change has not been tried."}
          </p>
          <Button
            kind={tried ? "primary" : "plain"}
            disabled={busy}
            data-testid="policy-force"
            onClick={() => (tried ? void go() : setAsking(true))}
          >
            Put into force
          </Button>
          <Button kind="quiet" data-testid="policy-discard" onClick={() => desk.policy.discard()}>
            Discard
          </Button>
        </div>
      )}
      {asking && <Untried onGo={() => void go()} onClose={() => setAsking(false)} />}
    </aside>
  );
}

interface ChangesProps {
  readonly shelf: PolicyShelf;
  readonly changed: readonly (readonly [string, Parameters<typeof valueWords>[0]])[];
}

function Changes({ shelf, changed }: ChangesProps) {
  const current = inForce(shelf)?.values ?? {};
  if (changed.length === 0) return <p class="soft">Nothing is changed yet.</p>;
  return (
    <ul class="change-list" data-testid="policy-changes">
      {changed.map(([name, value]) => (
        <li key={name}>
          <strong>{labelOf(name)}</strong> {valueWords(current[name])} → {valueWords(value)}
        </li>
      ))}
    </ul>
  );
}

interface NoteProps {
  readonly note: string;
  readonly problem: string | null;
  readonly onInput: (text: string) => void;
}

function NoteField({ note, problem, onInput }: NoteProps) {
  const ids = { field: useId(), problem: useId() };
  return (
    <div class="field">
      <label for={ids.field}>Why this change</label>
      <textarea
        id={ids.field}
        class="input"
        rows={2}
        maxLength={500}
        required
        data-testid="policy-note"
        aria-invalid={problem !== null}
        aria-describedby={problem ? ids.problem : undefined}
        value={note}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {problem && <FieldProblem id={ids.problem} words={problem} />}
    </div>
  );
}

interface UntriedProps {
  readonly onGo: () => void;
  readonly onClose: () => void;
}

function Untried({ onGo, onClose }: UntriedProps) {
  return (
    <Dialog title="This change has not been tried" onClose={onClose} testid="policy-untried">
      <p class="dialog-words">
        Nobody knows yet how many conversations would have gone to a person. It holds for all
        customers from their next message on.
      </p>
      <div class="dialog-foot">
        <Button onClick={onClose}>Back, try it first</Button>
        <Button kind="danger" data-testid="policy-force-untried" onClick={onGo}>
          Put into force untried
        </Button>
      </div>
    </Dialog>
  );
}
