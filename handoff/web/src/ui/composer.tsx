/** Where a message is written. Enter sends, Shift+Enter breaks the line; the draft is its owner's to keep. */
import type { ComponentChildren, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { createStore, type Readable } from "../model/store.ts";
import type { Gate } from "../model/tray.ts";
import { IconButton } from "./button.tsx";
import { useStore } from "./use-store.ts";
import { words } from "./words.ts";

export const TEXT_LIMIT = 4_000;
const NEAR_LIMIT = 300;

export interface ComposerFiles {
  readonly gate: Readable<Gate>;
  readonly button: ComponentChildren;
  readonly view: ComponentChildren;
  readonly onPaste: (event: ClipboardEvent) => void;
}

const NO_FILES = createStore<Gate>("empty");

interface ComposerProps {
  readonly draft: string;
  readonly onDraft: (draft: string) => void;
  readonly onSend: () => void;
  /** Files that go with the message, once they can. */
  readonly files: ComposerFiles | null;
  readonly label: string;
  readonly placeholder: string;
  readonly disabled?: boolean;
  readonly inputRef?: RefObject<HTMLTextAreaElement | null>;
  readonly aside?: ComponentChildren;
}

export function Composer(props: ComposerProps) {
  const { draft, onDraft, onSend, files, disabled = false } = props;
  const gate = useStore(files?.gate ?? NO_FILES);
  const ownRef = useRef<HTMLTextAreaElement>(null);
  const ref = props.inputRef ?? ownRef;
  const counter = useId();
  const left = TEXT_LIMIT - [...draft.trim()].length;
  const something = draft.trim() !== "" || gate === "open";
  const ready = !disabled && something && left >= 0 && gate !== "shut";

  const send = () => {
    if (!ready) return;
    onSend();
    ref.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight}px`;
  }, [draft]);

  return (
    <div class="composer">
      {files?.view}
      <div class="composer-box" data-over={left < 0}>
        {files?.button}
        <textarea
          ref={ref}
          rows={1}
          data-testid="composer"
          aria-label={props.label}
          aria-describedby={left < NEAR_LIMIT ? counter : undefined}
          aria-invalid={left < 0}
          placeholder={props.placeholder}
          value={draft}
          disabled={disabled}
          dir="auto"
          enterkeyhint="send"
          onInput={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={files?.onPaste}
        />
        <IconButton
          icon="send"
          label={words.send}
          data-testid="send"
          disabled={!ready}
          onClick={send}
        />
      </div>
      <div class="composer-foot">
        {props.aside}
        {left < NEAR_LIMIT && (
          <span id={counter} class="composer-count" data-over={left < 0} aria-live="polite">
            {words.characters(left)}
          </span>
        )}
      </div>
    </div>
  );
}
