/** A private line between colleagues: never mistaken for something the customer reads. */
import type { Note } from "../model/conversation.ts";
import type { Outbox, Outgoing } from "../model/outbox.ts";
import { clockTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { PlainText } from "../ui/text.tsx";

export function NoteView({ note }: { readonly note: Note }) {
  return (
    <div class="note" data-testid="note" data-seq={note.seq}>
      <p class="note-by">
        <Icon name="note" /> Private note by {note.agent.name} ·{" "}
        <time dateTime={note.at}>{clockTime(note.at)}</time>
      </p>
      <PlainText text={note.text} />
    </div>
  );
}

interface OutgoingNoteProps {
  readonly note: Outgoing;
  readonly outbox: Outbox;
}

export function OutgoingNote({ note, outbox }: OutgoingNoteProps) {
  const failed = note.state === "failed";
  return (
    <div class="note" data-testid="note" data-state={note.state}>
      <p class="note-by">
        <Icon name="note" /> Private note · {failed ? "not saved" : "saving…"}
      </p>
      <PlainText text={note.text} />
      {failed && (
        <div class="message-fault" role="alert">
          <span>{note.error ?? "Not saved"}</span>
          {note.retryable && (
            <button type="button" onClick={() => outbox.retry(note.client_id)}>
              Try again
            </button>
          )}
          <button type="button" onClick={() => outbox.discard(note.client_id)}>
            Delete
          </button>
        </div>
      )}
    </div>
  );
}
