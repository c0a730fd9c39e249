/** Notes that name this agent count as read once they were on a visible screen. */
import { useEffect } from "preact/hooks";
import type { Mentions } from "../model/staff-mentions.ts";
import type { Thread } from "../model/staff-thread.ts";
import { useStore } from "../ui/use-store.ts";

export function useMentionsRead(mentions: Mentions, thread: Thread): void {
  const unread = useStore(mentions.unread);
  const { last_seq } = useStore(thread.sync.state).conversation;
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === "visible") mentions.read(thread.id, last_seq);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [mentions, thread, last_seq, unread]);
}
