/** Canned replies: read, written, changed and taken away. */
import { useEffect, useState } from "preact/hooks";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { Nothing, Trouble } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { CannedReply } from "../wire/staff-care.ts";
import { CannedForm } from "./reply-canned-form.tsx";
import type { Station } from "./station.ts";

interface CannedDialogProps {
  readonly station: Station;
  readonly onClose: () => void;
}

type Editing = CannedReply | "new" | null;

export function CannedDialog({ station, onClose }: CannedDialogProps) {
  const { canned } = station.care;
  const { replies, loaded, problem } = useStore(canned.state);
  const [editing, setEditing] = useState<Editing>(null);
  useEffect(() => void canned.load(true), [canned]);
  if (editing !== null) {
    const reply = editing === "new" ? null : editing;
    return (
      <Dialog title={reply ? `Change /${reply.shortcut}` : "New canned reply"} onClose={onClose}>
        <CannedForm station={station} reply={reply} onDone={() => setEditing(null)} />
      </Dialog>
    );
  }
  return (
    <Dialog title="Canned replies" onClose={onClose} wide testid="canned-dialog">
      <p class="dialog-words">
        Type <kbd>/</kbd> in a reply to use one. {"{customer_name}"}, {"{agent_name}"} and{" "}
        {"{shop}"} are filled in; whatever else stands in braces is yours to fill before sending.
      </p>
      {problem && <Trouble problem={problem} onAgain={() => void canned.load(true)} />}
      {loaded && replies.length === 0 && (
        <Nothing title="None yet">Keep what you write often, and call it with a word.</Nothing>
      )}
      <ul class="canned-list">
        {replies.map((reply) => (
          <li key={reply.id} data-testid="canned">
            <div>
              <strong>/{reply.shortcut}</strong>{" "}
              <Badge>{reply.scope === "mine" ? "Only you" : "Everyone"}</Badge>
              <p class="soft">{reply.text}</p>
            </div>
            {(reply.scope === "mine" || station.leads) && (
              <Button size="small" onClick={() => setEditing(reply)}>
                Change
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div class="dialog-foot">
        <Button kind="primary" data-testid="canned-new" onClick={() => setEditing("new")}>
          New reply
        </Button>
      </div>
    </Dialog>
  );
}
