/** The window of a palette: a field, and what it finds; it says nothing of what can be found. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Entry } from "../model/staff-palette.ts";
import { Icon } from "./icons.tsx";
import { Keys } from "./staff-bar.tsx";
import { ListBox, useListKeys } from "./staff-listbox.tsx";

export interface Runnable extends Entry {
  readonly run: () => void;
}

interface PaletteWindowProps {
  readonly label: string;
  readonly placeholder: string;
  readonly typed: string;
  readonly entries: readonly Runnable[];
  readonly onType: (typed: string) => void;
  readonly onClose: () => void;
}

export function PaletteWindow(props: PaletteWindowProps) {
  const { label, placeholder, typed, entries, onType, onClose } = props;
  const window = useRef<HTMLDialogElement>(null);
  // Before the next key is handled, or it would land in the field behind.
  useLayoutEffect(() => window.current?.showModal(), []);
  const take = (index: number) => {
    onClose();
    entries[index]?.run();
  };
  const keys = useListKeys(entries.length, take);
  return (
    <dialog
      ref={window}
      class="dialog palette"
      aria-label={label}
      data-testid="palette"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div class="palette-field">
        <Icon name="search" />
        <input
          {...keys.field}
          aria-label={label}
          placeholder={placeholder}
          data-testid="palette-input"
          value={typed}
          onInput={(event) => {
            onType(event.currentTarget.value);
            keys.choose(0);
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <ListBox keys={keys} label="Found" items={entries} idOf={({ id }) => id} onTake={take}>
        {(entry) => (
          <>
            <span class="palette-label">{entry.label}</span>
            <span class="soft">{entry.group}</span>
            {entry.keys && (
              <span class="palette-keys">
                <Keys keys={entry.keys} />
              </span>
            )}
          </>
        )}
      </ListBox>
      {entries.length === 0 && <p class="palette-none">Nothing goes by these words.</p>}
    </dialog>
  );
}
