/** Everything that can be opened or done, found by a few letters. */
import { useEffect, useMemo, useState } from "preact/hooks";
import { articleFinder } from "../model/staff-finder.ts";
import { found } from "../model/staff-palette.ts";
import { articleHash } from "../model/staff-route.ts";
import { keysOf, type Shortcut } from "../model/staff-shortcuts.ts";
import { PaletteWindow, type Runnable } from "../ui/staff-palette.tsx";
import { useStore } from "../ui/use-store.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk, Opened } from "./desk.ts";
import type { Command } from "./shortcuts.ts";

const REST_MS = 150;
const MOST_ARTICLES = 8;

interface PaletteProps {
  readonly desk: EditorDesk;
  readonly opened: Opened | null;
  readonly shortcuts: readonly Shortcut<Command>[];
  /** Whether articles are found too. */
  readonly articles: boolean;
  readonly onRun: (command: Command) => void;
  readonly onClose: () => void;
}

export function Palette(props: PaletteProps) {
  const { desk, opened, shortcuts, onRun, onClose } = props;
  const [typed, setTyped] = useState("");
  const articles = useArticles(desk, typed, props.articles);
  const actions = useMemo(() => actionsOf(shortcuts, opened, onRun), [opened]);
  const entries = [...found(actions, typed), ...articles.map(openingOf)];
  return (
    <PaletteWindow
      label="Find an article or an action"
      placeholder="An article, a page, something to do"
      typed={typed}
      entries={entries}
      onType={setTyped}
      onClose={onClose}
    />
  );
}

function useArticles(desk: EditorDesk, typed: string, wanted: boolean): readonly StaffArticle[] {
  const [latest] = useState(() => articleFinder(desk.api, desk.clock, MOST_ARTICLES));
  const { value } = useStore(latest.state);
  useEffect(() => {
    if (wanted) latest.ask(typed.trim(), typed === "" ? 0 : REST_MS);
  }, [latest, typed]);
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
function actionsOf(
  shortcuts: readonly Shortcut<Command>[],
  opened: Opened | null,
  onRun: (command: Command) => void,
): Runnable[] {
  const mac = /mac|iphone|ipad/iu.test(navigator.userAgent);
  const needsArticle: readonly Command[] = ["save", "publish", "try", "leave"];
  const seen = new Set<Command>(["palette", "leave"]);
  return shortcuts.flatMap((shortcut) => {
    const { id, label, group } = shortcut;
    if (seen.has(id) || (!opened && needsArticle.includes(id))) return [];
    seen.add(id);
    return [{ id, label, group, keys: keysOf(shortcut, mac), run: () => onRun(id) }];
  });
}
