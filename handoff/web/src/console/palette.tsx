/** Everything that can be done or opened in the console, found by a few letters. */
import { useMemo, useState } from "preact/hooks";
import { found } from "../model/staff-palette.ts";
import { openedAt } from "../model/staff-place.ts";
import { keysOf } from "../model/staff-shortcuts.ts";
import type { Selection } from "../model/staff-views.ts";
import { customerName, plainLine, statusWords } from "../model/staff-words.ts";
import { PaletteWindow, type Runnable } from "../ui/staff-palette.tsx";
import { useStore } from "../ui/use-store.ts";
import { type Command, SHORTCUTS } from "./shortcuts.ts";
import type { Station } from "./station.ts";

const MOST_CUSTOMERS = 8;

interface PaletteProps {
  readonly station: Station;
  readonly selection: Selection;
  /** What makes sense now. */
  readonly possible: (command: Command) => boolean;
  readonly onRun: (command: Command) => void;
  readonly onClose: () => void;
}

export function Palette({ station, selection, possible, onRun, onClose }: PaletteProps) {
  const [typed, setTyped] = useState("");
  const { summaries } = useStore(station.desk.list.queue);
  const actions = useMemo(() => actionsOf(possible, onRun), [possible, onRun]);
  const customers = useMemo(
    (): Runnable[] =>
      [...summaries.values()].map((summary) => ({
        id: `open:${summary.conversation_id}`,
        group: statusWords(summary, station.desk.me.id),
        label: customerName(summary.customer),
        also: plainLine(summary.last_message?.text ?? ""),
        run: () => {
          location.hash = openedAt(selection, summary.conversation_id);
        },
      })),
    [summaries, selection, station],
  );
  const entries = [
    ...found(actions, typed),
    ...(typed.trim() === "" ? [] : found(customers, typed).slice(0, MOST_CUSTOMERS)),
  ];
  return (
    <PaletteWindow
      label="Find a customer or an action"
      placeholder="A customer, a view, something to do"
      typed={typed}
      entries={entries}
      onType={setTyped}
      onClose={onClose}
    />
  );
}

/** Everything that has a key can be found here too, where it makes sense now. */
function actionsOf(possible: PaletteProps["possible"], onRun: PaletteProps["onRun"]): Runnable[] {
  const mac = /mac|iphone|ipad/iu.test(navigator.userAgent);
  const seen = new Set<Command>(["palette", "leave"]);
  return SHORTCUTS.flatMap((shortcut) => {
    const { id, label, group } = shortcut;
    if (seen.has(id) || !possible(id)) return [];
    seen.add(id);
    return [{ id, label, group, keys: keysOf(shortcut, mac), run: () => onRun(id) }];
  });
}
