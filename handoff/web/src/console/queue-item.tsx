/** One conversation's line in the list. */
import {
  customerName,
  plainLine,
  promiseWords,
  reasonShort,
  urgency,
  waitingTime,
} from "../model/staff-words.ts";
import { Avatar, Badge } from "../ui/bits.tsx";
import { clockTime, dayOf } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { useNow } from "../ui/staff-hooks.ts";
import { StaffIcon } from "../ui/staff-icons.tsx";
import type { Person } from "../wire/events.ts";
import type { Summary } from "../wire/payloads.ts";

interface QueueItemProps {
  readonly summary: Summary;
  readonly href: string;
  readonly me: string;
  /** It is the one that is open. */
  readonly here: boolean;
  readonly unread: number;
  /** Notes that name this agent and were not read. */
  readonly calls: number;
  /** Something written here could not be sent. */
  readonly unsent: boolean;
  /** Something was begun and not sent yet. */
  readonly draft: boolean;
  readonly viewers: readonly Person[];
  /** The team's name, where there is more than one team. */
  readonly team: string | null;
}

export function QueueItem(props: QueueItemProps) {
  const { summary, href, me, here, unread } = props;
  const { conversation_id, status, customer, agent, waiting_since } = summary;
  const waiting = status === "queued" && waiting_since !== null;
  const news = unread > 0 && !here && (waiting || agent?.id === me);
  return (
    <a
      class="queue-item"
      href={href}
      data-testid="queue-item"
      data-conversation-id={conversation_id}
      data-status={status}
      data-unread={news}
      aria-current={here ? "true" : undefined}
    >
      <Avatar name={customerName(customer)} />
      <span class="queue-item-name">{customerName(customer)}</span>
      {waiting ? <Waiting since={waiting_since} /> : <LastTime summary={summary} />}
      <span class="queue-item-last">
        {props.draft && <em>Draft · </em>}
        {lastWords(summary, me)}
      </span>
      {news && (
        <span class="queue-unread" data-testid="unread">
          {unread}
          <span class="unseen"> new</span>
        </span>
      )}
      <Marks {...props} />
    </a>
  );
}

function Marks({ summary, me, unsent, calls, viewers, team }: QueueItemProps) {
  const { status, reason, agent, priority = 0, tags = [] } = summary;
  return (
    <span class="queue-item-tags">
      {unsent && <Badge tone="danger">Not sent</Badge>}
      {calls > 0 && (
        <Badge tone="accent">
          <span data-testid="item-mentions">@ {calls}</span>
          <span class="unseen"> unread {calls === 1 ? "note mentions" : "notes mention"} you</span>
        </Badge>
      )}
      <PromiseMark summary={summary} />
      {priority > 0 && <Badge tone="warn">Priority {priority}</Badge>}
      {status === "queued" && reason && <Badge tone={toneOf(reason)}>{reasonShort(reason)}</Badge>}
      {status === "assigned" && agent && agent.id !== me && <Badge>{agent.name}</Badge>}
      {team && <Badge>{team}</Badge>}
      {tags.map((tag) => (
        <Badge key={tag}>#{tag}</Badge>
      ))}
      {viewers.length > 0 && (
        <span class="queue-item-eyes" data-testid="item-viewers">
          <StaffIcon name="eye" />
          <span class="unseen">Looked at by </span>
          {viewers.map(({ name }) => name.split(" ")[0]).join(", ")}
        </span>
      )}
    </span>
  );
}

/** A promise of the team that is in danger or broken. */
export function PromiseMark({ summary }: { readonly summary: Pick<Summary, "sla" | "status"> }) {
  const now = useNow(30_000);
  const { sla, status } = summary;
  if (!sla || sla.state === "ok" || status === "resolved") return null;
  return (
    <span
      class="badge promise"
      data-tone={sla.state === "breached" ? "danger" : "warn"}
      data-testid="promise"
      data-state={sla.state}
    >
      <Icon name="clock" />
      {promiseWords(sla, now)}
    </span>
  );
}

export function Waiting({ since }: { readonly since: string }) {
  const now = useNow(1_000);
  return (
    <time class="waiting" data-urgency={urgency(since, now)} dateTime={since}>
      <span class="unseen">waiting </span>
      {waitingTime(since, now)}
    </time>
  );
}

function LastTime({ summary }: { readonly summary: Summary }) {
  const now = useNow(60_000);
  const at = summary.last_message?.at ?? summary.updated_at;
  const day = dayOf(at, now);
  const date = new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "short" });
  return (
    <time class="queue-item-time" dateTime={at}>
      {day === "today" ? clockTime(at) : day === "yesterday" ? "Yesterday" : date}
    </time>
  );
}

function lastWords({ last_message, agent }: Summary, me: string): string {
  if (!last_message) return "No message yet";
  const { author, text } = last_message;
  if (author === "bot") return `Bot: ${plainLine(text)}`;
  if (author === "agent") return `${agent?.id === me ? "You" : (agent?.name ?? "Agent")}: ${text}`;
  return text;
}

function toneOf(reason: string): "danger" | "warn" | "plain" | "accent" {
  if (reason === "negative_sentiment" || reason === "risk_topic") return "danger";
  return reason === "customer_asked" ? "accent" : "warn";
}
