/** Says that the connection is lost, what that means, and lets the agent try at once. */
import { useEffect, useState } from "preact/hooks";
import type { Desk } from "../model/staff-desk.ts";
import { Notice } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { useStore } from "../ui/use-store.ts";

/** A reconnect that is over before this is not worth a word. */
const GRACE_MS = 1_200;
const LOST = "Connection lost. What you write is kept and sent as soon as it is back.";
const BY_POST = "Live connection blocked. Replies still come and go, a little slower; notes wait.";

export function ConnectionBar({ desk }: { readonly desk: Desk }) {
  const { phase, loss } = useStore(desk.link);
  const [late, setLate] = useState(false);
  const byPost = useStore(desk.lifeline.on);
  const up = phase === "up";
  useEffect(() => {
    setLate(false);
    if (up) return;
    const timer = setTimeout(() => setLate(true), GRACE_MS);
    return () => clearTimeout(timer);
  }, [up]);

  if (up || !late) return null;
  const refused = loss?.code === "not_allowed";
  return (
    <div class="connection">
      <Notice tone="warn" icon="offline" testid="connection-bar">
        <span>{refused ? loss.message : byPost ? BY_POST : LOST}</span>
        <Button size="small" onClick={() => desk.hurry()} disabled={phase === "connecting"}>
          {phase === "connecting" ? "Connecting…" : "Try now"}
        </Button>
      </Notice>
    </div>
  );
}
