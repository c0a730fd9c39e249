/** Online or away; colleagues and the queue's estimate go by it. */
import type { Desk } from "../model/staff-desk.ts";
import { useStore } from "../ui/use-store.ts";

export function PresenceSwitch({ desk }: { readonly desk: Desk }) {
  const online = useStore(desk.presence) === "online";
  return (
    <button
      type="button"
      class="presence"
      role="switch"
      aria-checked={online}
      data-testid="presence"
      title={online ? "You are online. Press to be away." : "You are away. Press to be online."}
      onClick={() => desk.setPresence(online ? "away" : "online")}
    >
      <i aria-hidden="true" />
      {online ? "Online" : "Away"}
    </button>
  );
}
