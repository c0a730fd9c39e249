/** Who the conversation is with, how it stands, and the buttons that move it on. */
import type { ActionName } from "../model/staff-actions.ts";
import type { Desk } from "../model/staff-desk.ts";
import { START_HASH } from "../model/staff-route.ts";
import { statusWords } from "../model/staff-words.ts";
import { Avatar } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Summary } from "../wire/payloads.ts";
import { Waiting } from "./queue-item.tsx";
import { SHORTCUTS } from "./shortcuts.ts";

interface ThreadHeadProps {
  readonly desk: Desk;
  readonly id: string;
  readonly name: string;
  readonly standing: Pick<Summary, "status" | "agent">;
  readonly waitingSince: string | null;
  /** How the customer rated the conversation, of 5. */
  readonly csat: number | null;
  readonly actions: readonly ActionName[];
}

export function ThreadHead(props: ThreadHeadProps) {
  const { desk, id, name, standing, waitingSince, csat, actions } = props;
  const { status } = standing;
  return (
    <header class="thread-head">
      <a class="icon-button narrow-only" href={START_HASH} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <Avatar name={name} />
      <div class="thread-title">
        <h2>{name}</h2>
        <p
          class="thread-status"
          data-testid="conversation-status"
          data-status={status}
          data-agent={standing.agent?.id}
        >
          <i aria-hidden="true" />
          {statusWords(standing, desk.me.id)}
          {status === "resolved" && csat !== null && ` · rated ${csat} of 5`}
          {status === "queued" && waitingSince && <Waiting since={waitingSince} />}
        </p>
      </div>
      <div class="thread-actions">
        {actions.map((action) => (
          <ActionButton key={action} desk={desk} id={id} action={action} status={status} />
        ))}
      </div>
    </header>
  );
}

const LOOKS: Readonly<Record<ActionName, { label: string; icon: IconName; primary?: true }>> = {
  claim: { label: "Claim", icon: "person", primary: true },
  resolve: { label: "Resolve", icon: "check" },
  return_to_bot: { label: "Return to bot", icon: "bot" },
  release: { label: "Release", icon: "swap" },
};

interface ActionButtonProps {
  readonly desk: Desk;
  readonly id: string;
  readonly action: ActionName;
  readonly status: Summary["status"];
}

function ActionButton({ desk, id, action, status }: ActionButtonProps) {
  const busy = useStore(desk.busy);
  const { phase } = useStore(desk.link);
  const { label, icon, primary } = LOOKS[action];
  const code = SHORTCUTS.find((shortcut) => shortcut.id === action)?.code;
  return (
    <Button
      kind={primary ? "primary" : "plain"}
      size="small"
      icon={icon}
      data-testid={action.replaceAll("_", "-")}
      title={`Alt+${code?.slice(-1)}`}
      disabled={busy !== null || phase !== "up"}
      aria-busy={busy === action}
      onClick={() => void desk.act(action, id)}
    >
      <span>{action === "claim" && status === "bot" ? "Take over" : label}</span>
    </Button>
  );
}
