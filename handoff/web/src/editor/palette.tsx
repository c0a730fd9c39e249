/** Everything that can be opened or done, found by a few letters. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { articleFinder } from "../model/staff-finder.ts";
import { type Entry, found } from "../model/staff-palette.ts";
import { articleHash } from "../model/staff-route.ts";
import { keysOf } from "../model/staff-shortcuts.ts";
import { Icon } from "../ui/icons.tsx";
import { Keys } from "../ui/staff-bar.tsx";
import { ListBox, useListKeys } from "../ui/staff-listbox.tsx";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk, Opened } from "./desk.ts";
import { type Command, SHORTCUTS } from "./shortcuts.ts";

const REST_MS = 150;
const MOST_ARTICLES = 8;

interface Runnable extends Entry {
  readonly run: () => void;
}

interface PaletteProps {
  readonly desk: EditorDesk;
  readonly opened: Opened | null;
  readonly onRun: (command: Command) => void;
  readonly onClose: () => void;
}

export function Palette({ desk, opened, onRun, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const articles = useArticles(desk, typed);
  const window = useRef<HTMLDialogElement>(null);
  // Before the next key is handled, or it would land in the field behind.
  useLayoutEffect(() => window.current?.showModal(), []);
  const actions = useMemo(() => actionsOf(opened, onRun), [opened]);
  const entries = [...found(actions, typed), ...articles.map(openingOf)];
  const take = (index: number) => {
    onClose();
    entries[index]?.run();
  };
  const keys = useListKeys(entries.length, take);
  return (
    <dialog
      ref={window}
      class="dialog palette"
      aria-label="Find an article or an action"
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
          aria-label="Find an article or an action"
          placeholder="An article, a page, something to do"
          data-testid="palette-input"
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
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

function useArticles(desk: EditorDesk, typed: string): readonly StaffArticle[] {
  const [latest] = useState(() => articleFinder(desk.api, desk.clock, MOST_ARTICLES));
  const { value } = useStore(latest.state);
  useEffect(() => latest.ask(typed.trim(), typed === "" ? 0 : REST_MS), [latest, typed]);
  return value ?? [];
}

function openingOf({ id, title, category }: StaffArticle): Runnable {
  return {
    id: `open:${id}`,
    group: category,
    label: title,
    run: () => {
      location.hash = articleHash(id);
    },
  };
}

/** Everything that has a key can be found here too, where it makes sense now. */
function actionsOf(opened: Opened | null, onRun: (command: Command) => void): Runnable[] {
  const mac = /mac|iphone|ipad/iu.test(navigator.userAgent);
  const needsArticle: readonly Command[] = ["save", "publish", "try", "leave"];
  const seen = new Set<Command>(["palette", "leave"]);
  return SHORTCUTS.flatMap((shortcut) => {
    const { id, label, group } = shortcut;
    if (seen.has(id) || (!opened && needsArticle.includes(id))) return [];
    seen.add(id);
    return [{ id, label, group, keys: keysOf(shortcut, mac), run: () => onRun(id) }];
  });
}
