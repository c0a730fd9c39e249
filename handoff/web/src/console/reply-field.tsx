/** The field itself: what is typed, what it can be completed to, what is still to be filled in, and the button. */
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { replaced } from "../model/staff-canned.ts";
import type { Mode } from "../model/staff-drafts.ts";
import type { Tray } from "../model/tray.ts";
import { TEXT_LIMIT } from "../ui/composer.tsx";
import { ListBox, useListKeys } from "../ui/staff-listbox.tsx";
import { pasted, TrayView } from "../ui/tray.tsx";
import { useStore } from "../ui/use-store.ts";
import { useCompletions } from "./reply-completion.ts";
import { ReplyFoot } from "./reply-foot.tsx";
import { UnfilledMarks } from "./reply-unfilled.tsx";
import type { Station } from "./station.ts";

interface ReplyFieldProps {
  readonly station: Station;
  readonly mode: Mode;
  readonly name: string;
  readonly text: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Files that go with a reply. */
  readonly tray: Tray;
  /** Sending was tried with something left to fill in. */
  readonly warned: boolean;
  readonly onWrite: (text: string) => void;
  readonly onSend: () => void;
  readonly onManage: () => void;
}

export function ReplyField(props: ReplyFieldProps) {
  const { station, mode, name, text, box, tray, warned, onWrite, onSend, onManage } = props;
  const [caret, setCaret] = useState(text.length);
  const goTo = useRef<number | null>(null);
  const isNote = mode === "note";
  const known = {
    customer_name: /^Visitor\b/u.test(name) || name === "Customer" ? null : name,
    agent_name: station.desk.me.name,
  };
  const completions = useCompletions(station, mode, text, caret, known);
  const { typed, entries, shut } = completions;
  const take = (index: number) => {
    const entry = entries[index];
    if (!entry || !typed) return;
    const next = replaced(text, typed.from, caret, entry.piece);
    goTo.current = next.caret;
    setCaret(next.caret);
    onWrite(next.text);
  };
  const keys = useListKeys(entries.length, take);
  useGrowing(box, text);
  useLayoutEffect(() => {
    if (goTo.current === null) return;
    box.current?.focus();
    box.current?.setSelectionRange(goTo.current, goTo.current);
    goTo.current = null;
  }, [box, text]);
  const left = TEXT_LIMIT - [...text.trim()].length;
  const gate = useStore(tray.gate);
  const filed = !isNote && gate === "open";
  const ready = (text.trim() !== "" || filed) && left >= 0 && (isNote || gate !== "shut");
  const follow = () => setCaret(box.current?.selectionStart ?? 0);
  const onKeyDown = (event: KeyboardEvent) => {
    if (entries.length > 0) {
      if (event.key === "Tab" && !event.shiftKey) take(keys.chosen);
      else if (event.key === "Escape") shut();
      else keys.field.onKeyDown(event);
      if (event.key === "Tab" || event.key === "Escape") event.preventDefault();
      if (event.defaultPrevented) return;
    }
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (ready) onSend();
  };

  return (
    <div class="reply-field">
      <div class="completions" data-testid="completions">
        <ListBox
          keys={keys}
          label={isNote ? "Colleagues" : "Canned replies"}
          items={entries}
          idOf={({ id }) => id}
          onTake={take}
        >
          {({ title, words }) => (
            <>
              <strong>{title}</strong>
              <span class="soft">{words}</span>
            </>
          )}
        </ListBox>
      </div>
      <textarea
        ref={box}
        rows={2}
        data-testid={isNote ? "note-text" : "reply"}
        aria-label={isNote ? "Private note for your team" : `Reply to ${name}`}
        aria-invalid={left < 0}
        aria-autocomplete="list"
        aria-controls={entries.length > 0 ? keys.list : undefined}
        aria-activedescendant={entries.length > 0 ? `${keys.list}-${keys.chosen}` : undefined}
        placeholder={
          isNote
            ? "Write to your team… @ names a colleague"
            : `Write to ${name}… / for canned replies`
        }
        value={text}
        dir="auto"
        onInput={(event) => {
          setCaret(event.currentTarget.selectionStart);
          keys.choose(0);
          onWrite(event.currentTarget.value);
        }}
        onKeyUp={follow}
        onClick={follow}
        onKeyDown={onKeyDown}
        onPaste={isNote ? undefined : pasted(tray)}
      />
      {!isNote && <TrayView tray={tray} />}
      {!isNote && <UnfilledMarks text={text} warned={warned} box={box} />}
      <ReplyFoot
        mode={mode}
        tray={tray}
        left={left}
        ready={ready}
        warned={warned}
        onSend={onSend}
        onManage={onManage}
      />
    </div>
  );
}

function useGrowing(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    if (!box.current) return;
    box.current.style.height = "auto";
    box.current.style.height = `${box.current.scrollHeight + 2}px`;
  }, [box, text]);
}
