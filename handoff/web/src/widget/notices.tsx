/** What is to be said about the conversation as a whole: the connection, refusals, the queue. */
import { useEffect, useState } from "preact/hooks";
import { Notice } from "../ui/bits.tsx";
import { Button, IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Status } from "../wire/payloads.ts";
import { type Chat, CONTACT, HANDOFF } from "./chat.ts";
import { words } from "./words.ts";

/** A connection that is back within this time is not worth a word. */
const PATIENCE_MS = 1_000;

export function ConnectionBar({ chat }: { readonly chat: Chat }) {
  const { phase } = useStore(chat.reconnector.link);
  const { health } = useStore(chat.sync.state);
  const byPost = useStore(chat.lifeline.on);
  const down = phase === "waiting" || phase === "connecting";
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!down) return setLate(false);
    const timer = setTimeout(() => setLate(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [down]);
  if (down && late) {
    return (
      <Notice tone="warn" icon="offline" testid="connection-bar">
        <span>{byPost ? words.byPost : words.offline}</span>
        <Button kind="quiet" size="small" onClick={() => chat.reconnector.hurry()}>
          {words.tryNow}
        </Button>
      </Notice>
    );
  }
  if (health !== "failing" || down) return null;
  return (
    <Notice tone="warn" icon="alert" testid="sync-bar">
      <span>{words.syncFailing}</span>
    </Notice>
  );
}

export function FaultBar({ chat }: { readonly chat: Chat }) {
  const fault = useStore(chat.fault);
  if (fault === null) return null;
  return (
    <Notice tone="danger" icon="alert" testid="fault">
      <span>{fault}</span>
      <IconButton icon="close" label={words.dismiss} onClick={() => chat.fault.set(null)} />
    </Notice>
  );
}

export function HandoffNote({ chat }: { readonly chat: Chat }) {
  const queue = useStore(chat.queue);
  return (
    <div class="handoff-note" data-testid="handoff-note">
      <Icon name="clock" />
      <div>
        <div role="status">
          <strong>{words.queueTitle(queue)}</strong>
          <p>{words.queueNote(queue)}</p>
        </div>
        {queue?.leave_email && <EmailForm chat={chat} />}
      </div>
    </div>
  );
}

/** Offered only where the answer can go out by e-mail and nobody is there to give it here. */
function EmailForm({ chat }: { readonly chat: Chat }) {
  const sending = useStore(chat.errands.pending).has(CONTACT);
  const [email, setEmail] = useState("");
  return (
    <form
      class="email-form"
      data-testid="email-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (email.trim()) chat.leaveEmail(email.trim());
      }}
    >
      <input
        class="input"
        type="email"
        autocomplete="email"
        required
        maxLength={320}
        aria-label={words.email}
        placeholder={words.email}
        value={email}
        onInput={(event) => setEmail(event.currentTarget.value)}
      />
      <Button kind="primary" size="small" type="submit" disabled={sending}>
        {words.emailSend}
      </Button>
    </form>
  );
}

interface PersonButtonProps {
  readonly chat: Chat;
  readonly status: Status;
  readonly onPress: () => void;
}

/** The way to a person is always there until one is on it. */
export function PersonButton({ chat, status, onPress }: PersonButtonProps) {
  const asking = useStore(chat.errands.pending).has(HANDOFF);
  if (status === "queued" || status === "assigned") return null;
  return (
    <Button
      kind="quiet"
      size="small"
      icon="person"
      data-testid="talk-to-person"
      disabled={asking}
      onClick={onPress}
    >
      {asking ? words.asking : words.person}
    </Button>
  );
}
