/** What names this agent, as the list shows it: what is read while one looks at it stays where it is. */
import { useMemo, useRef } from "preact/hooks";
import { type Calls, callsOf, type Mentions } from "../model/staff-mentions.ts";
import type { View } from "../model/staff-views.ts";
import { useStore } from "../ui/use-store.ts";

export function useCalls(mentions: Mentions, view: View): Calls {
  const places = useStore(mentions.places);
  const unread = useStore(mentions.unread);
  const held = useRef<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const fresh = unread.map(({ conversation_id }) => conversation_id);
    held.current = new Set(view === "mentions" ? [...held.current, ...fresh] : []);
    return callsOf(places, unread, held.current);
  }, [places, unread, view]);
}
