/** A private line between colleagues: never mistaken for something the customer reads. */
import type { Note } from "../model/conversation.ts";
import type { Outbox, Outgoing } from "../model/outbox.ts";
import { piecesOf } from "../model/staff-mentions.ts";
import { clockTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { Linked, PlainText } from "../ui/text.tsx";
import type { Person } from "../wire/events.ts";

interface NoteViewProps {
  readonly note: Note;
  /** Colleagues whose names are shown as such. */
  readonly people: readonly Person[];
  readonly me: Person;
}

export function NoteView({ note, people, me }: NoteViewProps) {
  const named = people.filter(({ id }) => note.mentions.includes(id));
  return (
    <div
      class="note"
      data-testid="note"
      data-seq={note.seq}
      data-names-me={note.mentions.includes(me.id)}
    >
      <p class="note-by">
        <Icon name="note" /> Private note by {note.agent.name} ·{" "}
        <time dateTime={note.at}>{clockTime(note.at)}</time>
      </p>
      <p class="plain-text" dir="auto">
        {piecesOf(note.text, named).map(({ text, person }, index) =>
          person ? (
            <strong key={index} class="mention" data-me={person.id === me.id}>
              {text}
            </strong>
          ) : (
            <Linked key={index} text={text} />
          ),
        )}
      </p>
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
