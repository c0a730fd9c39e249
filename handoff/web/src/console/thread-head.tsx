/** Who the conversation is with, how it stands, and the buttons that move it on. */
import type { ActionName } from "../model/staff-actions.ts";
import { listAt } from "../model/staff-place.ts";
import { keysOf } from "../model/staff-shortcuts.ts";
import type { Selection } from "../model/staff-views.ts";
import { statusWords } from "../model/staff-words.ts";
import { Avatar, Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Icon, type IconName } from "../ui/icons.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Person } from "../wire/events.ts";
import type { Summary } from "../wire/payloads.ts";
import { PromiseMark, Waiting } from "./queue-item.tsx";
import { type Command, SHORTCUTS } from "./shortcuts.ts";
import type { Station } from "./station.ts";

interface ThreadHeadProps {
  readonly station: Station;
  readonly id: string;
  readonly name: string;
  readonly selection: Selection;
  readonly standing: Pick<Summary, "status" | "agent">;
  readonly summary: Summary | null;
  /** How the customer rated the conversation, of 5. */
  readonly csat: number | null;
  readonly actions: readonly ActionName[];
  readonly viewers: readonly Person[];
  readonly panel: { readonly open: boolean; readonly turn: () => void };
  readonly onCommand: (command: Command) => boolean;
}

export function ThreadHead(props: ThreadHeadProps) {
  const { station, name, selection, actions, panel, onCommand, standing } = props;
  return (
    <header class="thread-head">
      <a class="icon-button narrow-only" href={listAt(selection)} aria-label="Back to the list">
        <Icon name="back" />
      </a>
      <Avatar name={name} />
      <div class="thread-title">
        <h2>{name}</h2>
        <Standing {...props} />
      </div>
      <div class="thread-actions">
        {actions.map((action) => (
          <ActionButton
            key={action}
            station={station}
            action={action}
            bot={standing.status === "bot"}
            onCommand={onCommand}
          />
        ))}
      </div>
      <button
        type="button"
        class="icon-button panel-toggle"
        aria-label="Side panel"
        title="Show or hide the side panel (])"
        aria-expanded={panel.open}
        data-testid="toggle-panel"
        onClick={panel.turn}
      >
        <StaffIcon name="panel" />
      </button>
    </header>
  );
}

function Standing({ station, standing, summary, csat, viewers }: ThreadHeadProps) {
  const teams = useStore(station.teams);
  const { status, agent } = standing;
  const team = teams.length > 1 ? teams.find(({ id }) => id === summary?.team) : undefined;
  const since = summary?.waiting_since;
  return (
    <div class="thread-standing">
      <p
        class="thread-status"
        data-testid="conversation-status"
        data-status={status}
        data-agent={agent?.id}
      >
        <i aria-hidden="true" />
        {statusWords(standing, station.desk.me.id)}
        {status === "resolved" && csat !== null && ` · rated ${csat} of 5`}
        {status === "queued" && since && <Waiting since={since} />}
      </p>
      {summary && <PromiseMark summary={summary} />}
      {(summary?.priority ?? 0) > 0 && <Badge tone="warn">Priority {summary?.priority}</Badge>}
      {team && status !== "resolved" && <Badge>{team.name}</Badge>}
      {viewers.length > 0 && (
        <span class="thread-viewers" data-testid="viewers">
          <StaffIcon name="eye" />
          {viewers.map(({ name }) => name).join(", ")} {viewers.length === 1 ? "looks" : "look"} on
        </span>
      )}
    </div>
  );
}

interface Look {
  readonly label: string;
  readonly icon: IconName | null;
  readonly primary?: true;
}

const LOOKS: Readonly<Partial<Record<ActionName, Look>>> = {
  claim: { label: "Claim", icon: "person", primary: true },
  take_over: { label: "Take over", icon: "person", primary: true },
  resolve: { label: "Resolve", icon: "check" },
  transfer: { label: "Hand on", icon: null },
  return_to_bot: { label: "Return to bot", icon: "bot" },
  release: { label: "Release", icon: "swap" },
};
const LOUD: readonly ActionName[] = ["claim", "take_over", "resolve"];

interface ActionButtonProps {
  readonly station: Station;
  readonly action: ActionName;
  readonly bot: boolean;
  readonly onCommand: (command: Command) => boolean;
}

function ActionButton({ station, action, bot, onCommand }: ActionButtonProps) {
  const { desk } = station;
  const busy = useStore(desk.busy);
  const { phase } = useStore(desk.link);
  const look = LOOKS[action];
  if (!look || action === "accept" || action === "decline") return null;
  const disabled = busy !== null || phase !== "up";
  const label = action === "claim" && bot ? "Take over" : look.label;
  const button = (
    <Button
      kind={look.primary ? "primary" : "plain"}
      size="small"
      {...(look.icon ? { icon: look.icon } : {})}
      data-testid={action.replaceAll("_", "-")}
      title={`${label} (${keyWords(action)})`}
      disabled={disabled}
      aria-busy={busy === action}
      onClick={() => onCommand(action)}
    >
      {!look.icon && <StaffIcon name="handOn" />}
      <span class={LOUD.includes(action) ? "" : "action-words"}>{label}</span>
    </Button>
  );
  if (action !== "return_to_bot") return button;
  return (
    <span class="split">
      {button}
      <Button
        size="small"
        icon="down"
        data-testid="return-choose"
        title={`Return to bot with a job (${keyWords("return_with_flow")})`}
        disabled={disabled}
        onClick={() => onCommand("return_with_flow")}
      >
        <span class="unseen">Return to bot with a job</span>
      </Button>
    </span>
  );
}

function keyWords(command: Command): string {
  const shortcut = SHORTCUTS.find(({ id }) => id === command);
  return shortcut ? keysOf(shortcut, false).join("+") : "";
}
