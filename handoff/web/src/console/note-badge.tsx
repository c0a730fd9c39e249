/** How many notes call this agent by name; leads to the newest of them. */
import type { Care } from "../model/staff-care.ts";
import { useStore } from "../ui/use-store.ts";

export function MentionsBadge({ care }: { readonly care: Care }) {
  const unread = useStore(care.mentions.unread);
  const [newest] = unread;
  if (!newest) return null;
  const words = unread.length === 1 ? "1 note mentions you" : `${unread.length} notes mention you`;
  return (
    <a
      class="mentions-badge"
      data-testid="mentions-badge"
      href={`#/c/${encodeURIComponent(newest.conversation_id)}?at=${newest.seq}`}
      title={words}
      aria-label={words}
    >
      @ {unread.length}
    </a>
  );
}
