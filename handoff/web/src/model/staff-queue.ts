/**
 * The agents' list of conversations, folded from `queue:list` and `conversation_updated`. Whatever order
 * the two arrive in, the newest line of a conversation wins.
 */
import type { QueueListAck, Summary } from "../wire/payloads.ts";

export interface Queue {
  readonly summaries: ReadonlyMap<string, Summary>;
  /** Updated live since the list was last asked for: a list made before that must not undo them. */
  readonly touched: ReadonlySet<string>;
  /** Customer messages that came in while nobody here was reading. */
  readonly unread: ReadonlyMap<string, number>;
  readonly loaded: boolean;
}

export const NO_QUEUE: Queue = {
  summaries: new Map(),
  touched: new Set(),
  unread: new Map(),
  loaded: false,
};

/** How far each conversation was read, by `seq`. */
export type ReadCursors = Readonly<Record<string, number>>;

/** To be called when the list is asked for. */
export function asked(queue: Queue): Queue {
  return { ...queue, touched: new Set() };
}

export function withList(queue: Queue, ack: QueueListAck, read: ReadCursors): Queue {
  const summaries = new Map<string, Summary>();
  for (const summary of [...ack.all, ...ack.own, ...ack.waiting]) {
    summaries.set(
      summary.conversation_id,
      newer(queue.summaries.get(summary.conversation_id), summary),
    );
  }
  for (const id of queue.touched) {
    const known = queue.summaries.get(id);
    if (known && !summaries.has(id)) summaries.set(id, known);
  }
  const unread = new Map<string, number>();
  for (const [id, summary] of summaries) {
    if (isUnread(summary, read)) unread.set(id, Math.max(1, queue.unread.get(id) ?? 0));
  }
  return { summaries, touched: queue.touched, unread, loaded: true };
}

export function withSummary(queue: Queue, summary: Summary, read: ReadCursors): Queue {
  const id = summary.conversation_id;
  const known = queue.summaries.get(id);
  const kept = newer(known, summary);
  const summaries = new Map(queue.summaries).set(id, kept);
  const touched = new Set(queue.touched).add(id);
  const unread = new Map(queue.unread);
  if (!isUnread(kept, read)) unread.delete(id);
  else if (kept.last_message?.at !== known?.last_message?.at || !unread.has(id)) {
    unread.set(id, (unread.get(id) ?? 0) + 1);
  }
  return { ...queue, summaries, touched, unread };
}

export function withRead(queue: Queue, id: string): Queue {
  if (!queue.unread.has(id)) return queue;
  const unread = new Map(queue.unread);
  unread.delete(id);
  return { ...queue, unread };
}

function newer(known: Summary | undefined, coming: Summary): Summary {
  if (!known || coming.last_seq > known.last_seq) return coming;
  if (coming.last_seq < known.last_seq) return known;
  return Date.parse(coming.updated_at) >= Date.parse(known.updated_at) ? coming : known;
}

/** Only the customer's words wait for a reader, and never those that were read here. */
function isUnread(summary: Summary, read: ReadCursors): boolean {
  if (summary.last_message?.author !== "customer") return false;
  return summary.last_seq > (read[summary.conversation_id] ?? 0);
}

export interface Sections {
  /** Longest waiting first: the order in which they should be served. */
  readonly waiting: readonly Summary[];
  readonly own: readonly Summary[];
  readonly colleagues: readonly Summary[];
  readonly bot: readonly Summary[];
  readonly resolved: readonly Summary[];
}

export type SectionName = keyof Sections;

export function sectionOf(summary: Summary, me: string): SectionName {
  if (summary.status === "queued") return "waiting";
  if (summary.status !== "assigned") return summary.status;
  return summary.agent?.id === me ? "own" : "colleagues";
}

/** Conversations in which `search` occurs, each in its section. */
export function sectionsOf(queue: Queue, me: string, search = ""): Sections {
  const sections: Record<SectionName, Summary[]> = {
    waiting: [],
    own: [],
    colleagues: [],
    bot: [],
    resolved: [],
  };
  const wanted = search.trim().toLocaleLowerCase();
  for (const summary of queue.summaries.values()) {
    if (wanted === "" || mentions(summary, wanted)) sections[sectionOf(summary, me)].push(summary);
  }
  sections.waiting.sort(byWaiting);
  for (const name of ["own", "colleagues", "bot", "resolved"] as const) {
    sections[name].sort(byActivity);
  }
  return sections;
}

function mentions(summary: Summary, wanted: string): boolean {
  const words = [
    summary.customer.name,
    summary.agent?.name,
    summary.last_message?.text,
    summary.conversation_id,
  ];
  return words.some((word) => word?.toLocaleLowerCase().includes(wanted));
}

function byWaiting(left: Summary, right: Summary): number {
  const order = Date.parse(left.waiting_since ?? "") - Date.parse(right.waiting_since ?? "");
  return order || left.conversation_id.localeCompare(right.conversation_id);
}

function byActivity(left: Summary, right: Summary): number {
  const at = (summary: Summary) => Date.parse(summary.last_message?.at ?? summary.updated_at);
  return at(right) - at(left) || left.conversation_id.localeCompare(right.conversation_id);
}
