/** Every persisted thing of a conversation, as it travels. Unknown types still carry their `seq`. */

import { STORED, type StoredEvents } from "./generated.ts";

export type {
  Choice,
  Evidence,
  EvidenceHit,
  FileRef,
  MessagePosted,
  Person,
  Signal,
  Source,
} from "./generated.ts";

export type Author = StoredEvents["message_posted"]["author"];

export interface EventData extends StoredEvents {
  /** Something that only agents may read; it keeps its place, so that no hole appears. */
  readonly hidden: Readonly<Record<string, never>>;
  /** A type this build does not know: it takes its place in the order and does nothing else. */
  readonly other: Readonly<Record<string, unknown>>;
}

export type EventType = keyof EventData;

interface Envelope<T extends EventType> {
  readonly conversation_id: string;
  readonly seq: number;
  readonly type: T;
  readonly at: string;
  readonly data: EventData[T];
}

export type ConversationEvent = { [T in EventType]: Envelope<T> }[EventType];
export type EventOf<T extends EventType> = Envelope<T>;

const KNOWN: ReadonlySet<string> = new Set<string>([...STORED, "hidden"]);

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads one event; null when it has no place in an order (then a sync brings it again or shows the fault). */
export function parseEvent(value: unknown): ConversationEvent | null {
  if (!isRecord(value)) return null;
  const { conversation_id, seq, type, at, data } = value;
  if (typeof conversation_id !== "string" || typeof type !== "string") return null;
  if (typeof seq !== "number" || !Number.isInteger(seq) || seq < 1) return null;
  const known = KNOWN.has(type) && isRecord(data);
  return {
    conversation_id,
    seq,
    type: known ? type : "other",
    at: typeof at === "string" ? at : "",
    data: isRecord(data) ? data : {},
  } as unknown as ConversationEvent;
}

export function parseEvents(values: readonly unknown[]): ConversationEvent[] {
  return values.map(parseEvent).filter((event) => event !== null);
}
