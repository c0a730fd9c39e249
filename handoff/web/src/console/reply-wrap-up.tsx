/** After an agent has settled a matter: tags and a last note, or neither. */
import { useEffect, useRef, useState } from "preact/hooks";
import { mentionsIn } from "../model/staff-mentions.ts";
import { tagsInUse } from "../model/staff-tags.ts";
import type { Thread } from "../model/staff-thread.ts";
import { Button } from "../ui/button.tsx";
import { useStore } from "../ui/use-store.ts";
import { TagField } from "./panel/tag-field.tsx";
import type { Station } from "./station.ts";

/** Opens when this agent's conversation becomes settled before their eyes, until it is done or goes on. */
export function useWrapUp(thread: Thread, me: string) {
  const { conversation, health } = useStore(thread.sync.state);
  const { status, agent } = conversation;
  const mine = useRef(false);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (health === "starting") return;
    const settled = status === "resolved";
    if (settled && mine.current) setOpen(true);
    else if (!settled) setOpen(false);
    mine.current = status === "assigned" && agent?.id === me;
  }, [health, status, agent, me]);
  return { open, done: () => setOpen(false) };
}

interface WrapUpProps {
  readonly station: Station;
  readonly thread: Thread;
  readonly onDone: () => void;
}

export function WrapUp({ station, thread, onDone }: WrapUpProps) {
  const { care, desk } = station;
  const { conversation } = useStore(thread.sync.state);
  const queue = useStore(desk.list.queue);
  const people = useStore(care.colleagues);
  const [note, setNote] = useState("");
  const tag = async (next: readonly string[]) => {
    const refused = await care.tag(thread.id, next);
    if (refused !== null) desk.toasts.bad(refused);
  };
  const finish = () => {
    const words = note.trim();
    if (words !== "") thread.post("note", words, mentionsIn(words, people));
    onDone();
  };
  return (
    <form
      class="wrap-up"
      data-testid="wrap-up"
      aria-label="Wrap up"
      onSubmit={(event) => {
        event.preventDefault();
        finish();
      }}
    >
      <h3>Resolved. What was it about?</h3>
      <TagField
        tags={conversation.tags}
        used={tagsInUse(queue)}
        onTags={(next) => void tag(next)}
      />
      <input
        class="input"
        aria-label="Closing note for your team"
        placeholder="A closing note for your team, if there is something to know"
        data-testid="wrap-up-note"
        maxLength={4_000}
        value={note}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <div class="wrap-up-foot">
        <Button kind="quiet" size="small" data-testid="wrap-up-skip" onClick={onDone}>
          Skip
        </Button>
        <Button kind="primary" size="small" type="submit" data-testid="wrap-up-done">
          Done
        </Button>
      </div>
    </form>
  );
}
