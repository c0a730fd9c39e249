/**
 * Where an agent writes: to the customer, or a note to colleagues. The two have boxes, drafts and buttons
 * of their own and look different, so that neither is taken for the other.
 */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Desk } from "../model/staff-desk.ts";
import type { Mode } from "../model/staff-drafts.ts";
import type { Thread } from "../model/staff-thread.ts";
import { TypingVoice } from "../model/typing.ts";
import { Button } from "../ui/button.tsx";
import { TEXT_LIMIT } from "../ui/composer.tsx";
import { Icon } from "../ui/icons.tsx";
import { useShortcuts } from "../ui/staff-hooks.ts";
import { SHORTCUTS } from "./shortcuts.ts";

interface ReplyBoxProps {
  readonly desk: Desk;
  readonly thread: Thread;
  readonly name: string;
  /** Why no reply is possible now; null when it is. */
  readonly closed: string | null;
}

const NEAR_LIMIT = 300;

export function ReplyBox({ desk, thread, name, closed }: ReplyBoxProps) {
  const { id, outboxes } = thread;
  const [mode, setMode] = useState<Mode>(() => desk.drafts.mode(id));
  const [text, setText] = useState(() => desk.drafts.text(id, mode));
  const box = useRef<HTMLTextAreaElement>(null);
  const [voice] = useState(
    () => new TypingVoice((active) => desk.tellTyping(id, active), desk.clock),
  );
  useEffect(() => () => voice.stop(), [voice]);
  useGrowing(box, text);
  useFocusOnOpening(box, closed === null);

  const turnTo = (next: Mode) => {
    desk.drafts.keepMode(id, next);
    setMode(next);
    setText(desk.drafts.text(id, next));
    requestAnimationFrame(() => box.current?.focus());
  };
  const write = (next: string) => {
    setText(next);
    desk.drafts.keep(id, mode, next);
    if (mode === "reply" && next !== "") voice.press();
    else voice.stop();
  };
  const left = TEXT_LIMIT - [...text.trim()].length;
  const shut = mode === "reply" && closed !== null;
  const ready = !shut && text.trim() !== "" && left >= 0;
  const send = () => {
    if (!ready) return;
    outboxes[mode].add(text.trim());
    write("");
    box.current?.focus();
  };
  useShortcuts(
    SHORTCUTS.filter((shortcut) => shortcut.id === "reply" || shortcut.id === "note"),
    (wanted) => {
      turnTo(wanted === "note" ? "note" : "reply");
      return true;
    },
  );

  return (
    <section class="reply-box" data-mode={mode} aria-label="Write">
      <div class="reply-tabs" role="tablist" aria-label="Who reads it">
        <Tab mode="reply" label="Reply" now={mode} onTurn={turnTo} />
        <Tab mode="note" label="Private note" now={mode} onTurn={turnTo} />
        {mode === "note" && <span class="reply-hint">Only your team sees notes</span>}
      </div>
      {shut ? (
        <p class="reply-closed" data-testid="reply-closed">
          {closed}
          {text !== "" && " Your draft is kept."}
        </p>
      ) : (
        <div class="reply-field">
          <textarea
            ref={box}
            rows={2}
            data-testid={mode === "note" ? "note-text" : "reply"}
            aria-label={mode === "note" ? "Private note for your team" : `Reply to ${name}`}
            aria-invalid={left < 0}
            placeholder={mode === "note" ? "Write to your team…" : `Write to ${name}…`}
            value={text}
            dir="auto"
            onInput={(event) => write(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
              event.preventDefault();
              send();
            }}
          />
          <div class="reply-foot">
            <span class="reply-count" data-over={left < 0}>
              {left < NEAR_LIMIT ? countWords(left) : ""}
            </span>
            <span class="reply-keys wide-only">
              <kbd>Enter</kbd> {mode === "note" ? "adds" : "sends"} · <kbd>Shift</kbd>{" "}
              <kbd>Enter</kbd> new line
            </span>
            <Button
              kind="primary"
              size="small"
              icon={mode === "note" ? "note" : "send"}
              data-testid={mode === "note" ? "note-send" : "send"}
              disabled={!ready}
              onClick={send}
            >
              {mode === "note" ? "Add note" : "Send"}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

interface TabProps {
  readonly mode: Mode;
  readonly label: string;
  readonly now: Mode;
  readonly onTurn: (mode: Mode) => void;
}

function Tab({ mode, label, now, onTurn }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={mode === now}
      data-testid={`mode-${mode}`}
      title={mode === "note" ? "Alt+P" : "Alt+L"}
      onClick={() => onTurn(mode)}
    >
      <Icon name={mode === "note" ? "note" : "chat"} />
      {label}
    </button>
  );
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

function useGrowing(box: { readonly current: HTMLTextAreaElement | null }, text: string): void {
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [box, text]);
}

function countWords(left: number): string {
  return left >= 0 ? `${left} characters left` : `${-left} characters too many`;
}
