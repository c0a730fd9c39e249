/**
 * The agents' list of conversations, folded from `queue:list` and `conversation_updated`. Whatever order
 * the two arrive in, the newest line of a conversation wins.
 */
import type { QueueListAck, Summary } from "../wire/payloads.ts";

export interface Queue {
  readonly summaries: ReadonlyMap<string, Summary>;
  /** Updated live since the list was last asked for: a list made before that must not undo them. */
  readonly touched: ReadonlySet<string>;
  /** Fetched besides the list, which therefore says nothing about them. */
  readonly older: ReadonlySet<string>;
  /** Customer messages that came in while nobody here was reading. */
  readonly unread: ReadonlyMap<string, number>;
  readonly loaded: boolean;
}

export const NO_QUEUE: Queue = {
  summaries: new Map(),
  touched: new Set(),
  older: new Set(),
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
  for (const summary of [...ack.all, ...(ack.assigned ?? []), ...ack.own, ...ack.waiting]) {
    summaries.set(
      summary.conversation_id,
      newer(queue.summaries.get(summary.conversation_id), summary),
    );
  }
  for (const [id, known] of queue.summaries) {
    const kept = queue.touched.has(id) || queue.older.has(id);
    if (kept && !summaries.has(id)) summaries.set(id, known);
  }
  const unread = new Map<string, number>();
  for (const [id, summary] of summaries) {
    if (isUnread(summary, read)) unread.set(id, Math.max(1, queue.unread.get(id) ?? 0));
  }
  return { ...queue, summaries, unread, loaded: true };
}

/** Takes in lines that were fetched besides the list; what is known already stays. */
export function withOlder(queue: Queue, lines: readonly Summary[]): Queue {
  const coming = lines.map((line) => [line.conversation_id, line] as const);
  const older = new Set([...queue.older, ...coming.map(([id]) => id)]);
  return { ...queue, older, summaries: new Map([...coming, ...queue.summaries]) };
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
