/** Older conversations of the views that have no end, fetched as the agent comes near the end of the list. */
import { useCallback, useState } from "preact/hooks";
import { problemWords } from "../model/staff-problems.ts";
import type { Queue } from "../model/staff-queue.ts";
import type { View } from "../model/staff-views.ts";
import type { Station } from "./station.ts";

interface Older {
  readonly waiting: boolean;
  readonly fetch: () => void;
}

const ENDLESS: readonly View[] = ["resolved", "bot"];

export function useOlder({ desk, api }: Station, view: View): Older {
  const [waiting, setWaiting] = useState(false);
  const [ended, setEnded] = useState<ReadonlySet<View>>(new Set());
  const [reached, setReached] = useState<Readonly<Partial<Record<View, string>>>>({});
  const fetch = useCallback(() => {
    if (waiting || ended.has(view) || !ENDLESS.includes(view)) return;
    const status = view === "bot" ? "bot" : "resolved";
    setWaiting(true);
    api
      .older(status, reached[view] ?? oldest(desk.list.queue.get(), status))
      .then((lines) => {
        desk.list.addOlder(lines);
        const last = lines.at(-1)?.updated_at;
        if (last === undefined) setEnded(new Set([...ended, view]));
        else setReached({ ...reached, [view]: last });
      })
      .catch((problem: unknown) => {
        setEnded(new Set([...ended, view]));
        desk.toasts.bad(problemWords(problem));
      })
      .finally(() => setWaiting(false));
  }, [waiting, ended, reached, view, api, desk]);
  return { waiting, fetch };
}

/** The moment before which the list holds nothing; what came besides it says nothing about the gap. */
function oldest({ summaries, older }: Queue, status: string): string {
  let found = "";
  for (const [id, line] of summaries) {
    if (line.status !== status || older.has(id)) continue;
    if (found === "" || line.updated_at < found) found = line.updated_at;
  }
  return found === "" ? new Date().toISOString() : found;
}
