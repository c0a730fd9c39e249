/** Older conversations of the views that have no end, fetched as the agent comes near the end of the list. */
import { useCallback, useState } from "preact/hooks";
import { problemWords } from "../model/staff-problems.ts";
import type { View } from "../model/staff-views.ts";
import type { Summary } from "../wire/payloads.ts";
import type { Station } from "./station.ts";

interface Older {
  readonly waiting: boolean;
  readonly fetch: () => void;
}

const ENDLESS: readonly View[] = ["resolved", "bot"];

export function useOlder({ desk, api }: Station, view: View): Older {
  const [waiting, setWaiting] = useState(false);
  const [ended, setEnded] = useState<ReadonlySet<View>>(new Set());
  const fetch = useCallback(() => {
    if (waiting || ended.has(view) || !ENDLESS.includes(view)) return;
    const status = view === "bot" ? "bot" : "resolved";
    setWaiting(true);
    api
      .older(status, oldest(desk.list.queue.get().summaries.values(), status))
      .then((lines) => {
        desk.list.addOlder(lines);
        if (lines.length === 0) setEnded(new Set([...ended, view]));
      })
      .catch((problem: unknown) => {
        setEnded(new Set([...ended, view]));
        desk.toasts.bad(problemWords(problem));
      })
      .finally(() => setWaiting(false));
  }, [waiting, ended, view, api, desk]);
  return { waiting, fetch };
}

/** The moment before which nothing is known. */
function oldest(lines: Iterable<Summary>, status: string): string {
  let found = "";
  for (const line of lines) {
    if (line.status === status && (found === "" || line.updated_at < found))
      found = line.updated_at;
  }
  return found === "" ? new Date().toISOString() : found;
}
