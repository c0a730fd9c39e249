/** Who reads what is written: the customer, or only colleagues. */
import type { Mode } from "../model/staff-drafts.ts";
import { Icon } from "../ui/icons.tsx";

interface ModeTabsProps {
  readonly mode: Mode;
  readonly onTurn: (mode: Mode) => void;
}

export function ModeTabs({ mode, onTurn }: ModeTabsProps) {
  return (
    <div class="reply-tabs" role="tablist" aria-label="Who reads it">
      <Tab mode="reply" label="Reply" keys="Alt+L" now={mode} onTurn={onTurn} />
      <Tab mode="note" label="Private note" keys="Alt+P" now={mode} onTurn={onTurn} />
      {mode === "note" && <span class="reply-hint">Only your team sees notes</span>}
    </div>
  );
}

interface TabProps {
  readonly mode: Mode;
  readonly label: string;
  readonly keys: string;
  readonly now: Mode;
  readonly onTurn: (mode: Mode) => void;
}

function Tab({ mode, label, keys, now, onTurn }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={mode === now}
      data-testid={`mode-${mode}`}
      title={keys}
      onClick={() => onTurn(mode)}
    >
      <Icon name={mode === "note" ? "note" : "chat"} />
      {label}
    </button>
  );
}
