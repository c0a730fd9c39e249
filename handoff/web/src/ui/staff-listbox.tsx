/** What a field finds, one of it chosen by the field's keys: the list half of a combobox. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

interface Keys {
  /** For the field: which list it moves in, and where. */
  readonly field: {
    readonly role: "combobox";
    readonly autocomplete: "off";
    readonly "aria-expanded": boolean;
    readonly "aria-controls": string;
    readonly "aria-activedescendant": string | undefined;
    readonly onKeyDown: (event: KeyboardEvent) => void;
  };
  readonly list: string;
  readonly chosen: number;
  readonly choose: (index: number) => void;
}

/** Up, Down and Enter in the field of a list with `length` entries. */
export function useListKeys(length: number, onTake: (index: number) => void): Keys {
  const [at, choose] = useState(0);
  const list = useId();
  const chosen = Math.min(at, length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (length === 0) return;
    if (event.key === "ArrowDown") choose((chosen + 1) % length);
    else if (event.key === "ArrowUp") choose((chosen - 1 + length) % length);
    else if (event.key === "Enter" && !event.isComposing) onTake(chosen);
    else return;
    event.preventDefault();
  };
  const field = {
    role: "combobox" as const,
    autocomplete: "off" as const,
    "aria-expanded": length > 0,
    "aria-controls": list,
    "aria-activedescendant": length > 0 ? `${list}-${chosen}` : undefined,
    onKeyDown,
  };
  return { field, list, chosen, choose };
}

interface ListBoxProps<T> {
  readonly keys: Keys;
  readonly label: string;
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly onTake: (index: number) => void;
  readonly children: (item: T) => ComponentChildren;
}

export function ListBox<T>({ keys, label, items, idOf, onTake, children }: ListBoxProps<T>) {
  return (
    <div id={keys.list} class="listbox" role="listbox" aria-label={label} hidden={!items.length}>
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={idOf(item)}
          id={`${keys.list}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === keys.chosen}
          data-testid="option"
          data-id={idOf(item)}
          ref={(line) => {
            if (index === keys.chosen) line?.scrollIntoView({ block: "nearest" });
          }}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => keys.choose(index)}
          onClick={() => onTake(index)}
        >
          {children(item)}
        </div>
      ))}
    </div>
  );
}
