/** Below the field: canned replies, what Enter does, and the button that says who will read it. */
import type { Mode } from "../model/staff-drafts.ts";
import type { Tray } from "../model/tray.ts";
import { Button } from "../ui/button.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { AttachButton } from "../ui/tray.tsx";

interface ReplyFootProps {
  readonly mode: Mode;
  readonly tray: Tray;
  readonly left: number;
  readonly ready: boolean;
  readonly warned: boolean;
  readonly onSend: () => void;
  readonly onManage: () => void;
}

const NEAR_LIMIT = 300;

export function ReplyFoot({ mode, tray, left, ready, warned, onSend, onManage }: ReplyFootProps) {
  const isNote = mode === "note";
  const label = warned ? "Send anyway" : "Send reply";
  return (
    <div class="reply-foot">
      {!isNote && <AttachButton tray={tray} />}
      {!isNote && (
        <button
          type="button"
          class="icon-button"
          title="Canned replies"
          aria-label="Canned replies"
          data-testid="canned-manage"
          onClick={onManage}
        >
          <StaffIcon name="quote" />
        </button>
      )}
      <span class="reply-count" data-over={left < 0}>
        {left < NEAR_LIMIT ? countWords(left) : ""}
      </span>
      <span class="reply-keys wide-only">
        <kbd>Enter</kbd> {isNote ? "adds" : "sends"} · <kbd>Shift</kbd> <kbd>Enter</kbd> new line
      </span>
      <Button
        kind="primary"
        size="small"
        icon={isNote ? "note" : "send"}
        data-testid={isNote ? "note-send" : "send"}
        disabled={!ready}
        onClick={onSend}
      >
        {isNote ? "Add private note" : label}
      </Button>
    </div>
  );
}

function countWords(left: number): string {
  return left >= 0 ? `${left} characters left` : `${-left} characters too many`;
}
