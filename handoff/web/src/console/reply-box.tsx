/**
 * Where an agent writes: to the customer, or a note to colleagues. The two have boxes, drafts and buttons
 * of their own and look different, so that neither is taken for the other.
 */
import { useEffect, useRef, useState } from "preact/hooks";
import { unfilled } from "../model/staff-canned.ts";
import type { Mode } from "../model/staff-drafts.ts";
import { mentionsIn } from "../model/staff-mentions.ts";
import type { Thread } from "../model/staff-thread.ts";
import { TypingVoice } from "../model/typing.ts";
import { useShortcuts } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import { useMentionsRead } from "./note-mentions.ts";
import { CannedDialog } from "./reply-canned-dialog.tsx";
import "./reply-care.css";
import { ReplyField } from "./reply-field.tsx";
import { ModeTabs } from "./reply-tabs.tsx";
import { useWrapUp, WrapUp } from "./reply-wrap-up.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import type { Station } from "./station.ts";

interface ReplyBoxProps {
  readonly station: Station;
  readonly thread: Thread;
  readonly name: string;
  /** Why no reply is possible now; null when it is. */
  readonly closed: string | null;
}

const MODE_KEYS = SHORTCUTS.filter(({ id }) => id === "reply" || id === "note");

export function ReplyBox({ station, thread, name, closed }: ReplyBoxProps) {
  const { desk, care } = station;
  const { id } = thread;
  const tray = desk.trays.of(id);
  const people = useStore(care.colleagues);
  const [mode, setMode] = useState<Mode>(() => desk.drafts.mode(id));
  const [text, setText] = useState(() => desk.drafts.text(id, mode));
  const [managing, setManaging] = useState(false);
  const [insisted, setInsisted] = useState("");
  const box = useRef<HTMLTextAreaElement>(null);
  const wrapUp = useWrapUp(thread, desk.me.id);
  const [voice] = useState(
    () => new TypingVoice((active) => desk.tellTyping(id, active), desk.clock),
  );
  useEffect(() => () => voice.stop(), [voice]);
  useMentionsRead(care.mentions, thread);
  useFocusOnOpening(box, closed === null);

  const write = (next: string, to: Mode = mode) => {
    setText(next);
    desk.drafts.keep(id, to, next);
    if (to === "reply" && next !== "") voice.press();
    else voice.stop();
  };
  const turnTo = (next: Mode) => {
    desk.drafts.keepMode(id, next);
    setMode(next);
    setText(desk.drafts.text(id, next));
    requestAnimationFrame(() => box.current?.focus());
  };
  useReturned(station, id, () => setText(desk.drafts.text(id, mode)));
  useInserted(station, id, (piece) => {
    const begun = desk.drafts.text(id, "reply").trimEnd();
    turnTo("reply");
    write(begun === "" ? piece : `${begun}\n\n${piece}`, "reply");
  });
  const reply = () => {
    const words = desk.drafts.text(id, "reply").trim();
    thread.post("reply", words, [], tray.take());
    care.suggestions.sent(id, words);
    write("", "reply");
  };
  const send = () => {
    const words = text.trim();
    const gaps = mode === "reply" ? unfilled(text) : [];
    if (gaps[0] && insisted !== words) {
      setInsisted(words);
      box.current?.setSelectionRange(gaps[0].from, gaps[0].to);
      return;
    }
    if (mode === "note") {
      thread.post(mode, words, mentionsIn(words, people));
      write("");
    } else tray.whenReady(reply);
    box.current?.focus();
  };
  useShortcuts(MODE_KEYS, (wanted) => {
    turnTo(wanted === "note" ? "note" : "reply");
    return true;
  });

  return (
    <section class="reply-box" data-mode={mode} aria-label="Write">
      {wrapUp.open && <WrapUp station={station} thread={thread} onDone={wrapUp.done} />}
      <ModeTabs mode={mode} onTurn={turnTo} />
      {mode === "reply" && closed !== null ? (
        <p class="reply-closed" data-testid="reply-closed">
          {closed}
          {text !== "" && " Your draft is kept."}
        </p>
      ) : (
        <ReplyField
          key={mode}
          station={station}
          mode={mode}
          name={name}
          text={text}
          box={box}
          tray={tray}
          warned={insisted !== "" && insisted === text.trim()}
          onWrite={write}
          onSend={send}
          onManage={() => setManaging(true)}
        />
      )}
      {managing && <CannedDialog station={station} onClose={() => setManaging(false)} />}
    </section>
  );
}

/** Words that came back unsent stand in their box again. */
function useReturned({ desk }: Station, id: string, onReturned: () => void): void {
  const returned = useStore(desk.drafts.returned);
  useEffect(() => {
    if (returned?.conversationId === id) onReturned();
  }, [returned, id]);
}

/** Words that were chosen elsewhere on the page come into the box; those from before it was there do not. */
function useInserted({ care }: Station, id: string, onInserted: (text: string) => void): void {
  const inserted = useStore(care.inserted);
  const known = useRef(inserted);
  useEffect(() => {
    if (inserted === known.current) return;
    known.current = inserted;
    if (inserted?.conversationId === id) onInserted(inserted.text);
  }, [inserted, id]);
}

/** Who has just claimed a conversation wants to write. */
function useFocusOnOpening(
  box: { readonly current: HTMLTextAreaElement | null },
  open: boolean,
): void {
  const before = useRef(open);
  useEffect(() => {
    if (open && !before.current) box.current?.focus();
    before.current = open;
  }, [box, open]);
}
