/** Online or away, and how full one's hands are; colleagues and the queue's estimate go by it. */
import { useStore } from "../ui/use-store.ts";
import type { Station } from "./station.ts";

interface PresenceSwitchProps {
  readonly station: Station;
  readonly onSettings: () => void;
}

export function PresenceSwitch({ station, onSettings }: PresenceSwitchProps) {
  const { desk } = station;
  const online = useStore(desk.presence) === "online";
  const capacity = useStore(desk.capacity);
  const { summaries } = useStore(desk.list.queue);
  const own = [...summaries.values()].filter(
    ({ status, agent }) => status === "assigned" && agent?.id === desk.me.id,
  ).length;
  return (
    <span class="presence">
      <button
        type="button"
        role="switch"
        aria-checked={online}
        aria-label={online ? "Online" : "Away"}
        data-testid="presence"
        title={online ? "You are online. Press to be away." : "You are away. Press to be online."}
        onClick={() => desk.setPresence(online ? "away" : "online")}
      >
        <i aria-hidden="true" />
        <span class="wide-only">{online ? "Online" : "Away"}</span>
      </button>
      <button
        type="button"
        class="presence-load"
        data-testid="open-settings"
        title="Your settings: how many at once, sounds, notifications"
        onClick={onSettings}
      >
        {own} of {capacity}
        <span class="unseen"> conversations; your settings</span>
      </button>
    </span>
  );
}
