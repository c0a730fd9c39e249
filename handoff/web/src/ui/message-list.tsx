/**
 * A conversation as it is read: messages grouped by author, what happened between them, messages on
 * their way, and who is typing. Used by the widget and by the console; `side` says whose eyes see it.
 */
import type { ComponentChildren } from "preact";
import type { Message, TimelineItem } from "../model/conversation.ts";
import type { Outgoing } from "../model/outbox.ts";
import type { Author } from "../wire/events.ts";
import { Avatar } from "./bits.tsx";
import { dayOf } from "./format.ts";
import { type FilesOf, MessageView, OutgoingView } from "./message.tsx";
import { useStickyScroll } from "./sticky-scroll.ts";
import { words } from "./words.ts";

export interface MessageListProps {
  readonly side: "customer" | "agent";
  readonly timeline: readonly TimelineItem[];
  readonly outgoing?: readonly Outgoing[];
  readonly typing?: { readonly author: Author; readonly name: string | null } | null;
  readonly label: string;
  /** True once history is in: from then on additions are read out. */
  readonly live: boolean;
  readonly now: number;
  /** The last seq that the other side has seen. */
  readonly seenUpTo?: number;
  readonly onRetry?: (clientId: string) => void;
  readonly onDiscard?: (clientId: string) => void;
  /** What hangs below a message: sources, choices, ratings, evidence. */
  readonly below?: (message: Message) => ComponentChildren;
  /** A line for what is not a message; null leaves it out. */
  readonly between?: (item: Exclude<TimelineItem, { kind: "message" }>) => ComponentChildren;
  readonly filesOf?: FilesOf | undefined;
  readonly head?: ComponentChildren;
  readonly foot?: ComponentChildren;
}

export function MessageList(props: MessageListProps) {
  const { timeline, outgoing = [], typing = null } = props;
  const last = timeline.at(-1)?.seq ?? 0;
  const seen = lastSeen(timeline, props.side, props.seenUpTo ?? 0);
  const own = timeline.filter(
    (item) => item.kind === "message" && item.message.author === props.side,
  ).length;
  const scroll = useStickyScroll(
    `${last}/${outgoing.length}/${typing ? 1 : 0}`,
    outgoing.length + own,
  );
  return (
    <div class="messages">
      <div
        class="messages-scroll"
        ref={scroll.ref}
        onScroll={scroll.onScroll}
        role="log"
        aria-live={props.live ? "polite" : "off"}
        aria-label={props.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
      >
        <div class="messages-content" ref={scroll.content}>
          {props.head}
          {timeline.map((item, index) => (
            <Row
              key={item.seq}
              item={item}
              before={timeline[index - 1]}
              seen={item.seq === seen}
              {...props}
            />
          ))}
          {outgoing.map((message) => (
            <OutgoingView
              key={message.client_id}
              message={message}
              author={props.side}
              onRetry={props.onRetry}
              onDiscard={props.onDiscard}
              filesOf={props.filesOf}
            />
          ))}
          {typing && <Typing {...typing} />}
          {props.foot}
        </div>
      </div>
      {scroll.away && (
        <button type="button" class="messages-jump" onClick={scroll.toEnd}>
          {words.toNewest}
        </button>
      )}
    </div>
  );
}

interface RowProps extends MessageListProps {
  readonly item: TimelineItem;
  readonly before: TimelineItem | undefined;
  readonly seen: boolean;
}

function Row({ item, before, seen, side, below, between, filesOf, now }: RowProps) {
  const day = dayOf(atOf(item), now);
  const newDay = !before || dayOf(atOf(before), now) !== day;
  return (
    <>
      {newDay && day !== "" && <p class="day">{dayWords(day)}</p>}
      {item.kind === "message" ? (
        <MessageView
          message={item.message}
          own={item.message.author === side}
          first={newDay || !sameAuthor(item.message, before)}
          seen={seen}
          below={below?.(item.message)}
          filesOf={filesOf}
        />
      ) : (
        between?.(item)
      )}
    </>
  );
}

/** The newest own message up to where the other side has read. */
function lastSeen(timeline: readonly TimelineItem[], side: Author, upTo: number): number | null {
  const own = timeline.filter(
    (item) => item.kind === "message" && item.message.author === side && item.seq <= upTo,
  );
  return own.at(-1)?.seq ?? null;
}

function atOf(item: TimelineItem): string {
  if (item.kind === "message") return item.message.at;
  return item.kind === "milestone" ? item.milestone.at : item.note.at;
}

function dayWords(day: string): string {
  if (day === "today") return words.today;
  return day === "yesterday" ? words.yesterday : day;
}

function sameAuthor(message: Message, before: TimelineItem | undefined): boolean {
  if (before?.kind !== "message") return false;
  return before.message.author === message.author && before.message.name === message.name;
}

function Typing({ author, name }: { readonly author: Author; readonly name: string | null }) {
  const who = name ?? (author === "bot" ? words.bot : words.someone);
  return (
    <div class="message typing" data-side="other" data-testid="typing">
      <Avatar name={author === "bot" ? null : (name ?? words.someone)} size="small" />
      <div class="bubble">
        <span class="unseen">{words.typing(who)}</span>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
}
