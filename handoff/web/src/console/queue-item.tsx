/** One conversation's line in the list. */
import { useEffect, useRef } from "preact/hooks";
import { conversationHash } from "../model/staff-route.ts";
import {
  customerName,
  plainLine,
  reasonShort,
  urgency,
  waitingTime,
} from "../model/staff-words.ts";
import { Avatar, Badge } from "../ui/bits.tsx";
import { clockTime, dayOf } from "../ui/format.ts";
import { useNow } from "../ui/staff-hooks.ts";
import type { Summary } from "../wire/payloads.ts";

interface QueueItemProps {
  readonly summary: Summary;
  readonly me: string;
  /** It is the one that is open. */
  readonly here: boolean;
  readonly unread: number;
  /** Something written here could not be sent. */
  readonly unsent: boolean;
}

export function QueueItem({ summary, me, here, unread, unsent }: QueueItemProps) {
  const { conversation_id, status, customer, agent, reason, waiting_since } = summary;
  const waiting = status === "queued" && waiting_since !== null;
  const line = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (here) line.current?.scrollIntoView({ block: "nearest" });
  }, [here, status]);
  const news = unread > 0 && !here && (waiting || agent?.id === me);
  return (
    <li>
      <a
        ref={line}
        class="queue-item"
        href={conversationHash(conversation_id)}
        data-testid="queue-item"
        data-conversation-id={conversation_id}
        data-status={status}
        data-unread={news}
        aria-current={here ? "true" : undefined}
      >
        <Avatar name={customerName(customer)} />
        <span class="queue-item-name">{customerName(customer)}</span>
        {waiting ? <Waiting since={waiting_since} /> : <LastTime summary={summary} />}
        <span class="queue-item-last">{lastWords(summary, me)}</span>
        {news && (
          <span class="queue-unread" data-testid="unread">
            {unread}
            <span class="unseen"> new</span>
          </span>
        )}
        <span class="queue-item-tags">
          {waiting && reason && <Badge tone={toneOf(reason)}>{reasonShort(reason)}</Badge>}
          {status === "assigned" && agent && agent.id !== me && <Badge>{agent.name}</Badge>}
          {unsent && <Badge tone="danger">Not sent</Badge>}
        </span>
      </a>
    </li>
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
  if (author === "agent") return `${agent && agent.id !== me ? agent.name : "You"}: ${text}`;
  return text;
}

function toneOf(reason: string): "danger" | "warn" | "plain" | "accent" {
  if (reason === "negative_sentiment" || reason === "risk_topic") return "danger";
  return reason === "customer_asked" ? "accent" : "warn";
}
