/** Every persisted thing of a conversation, as it travels. Unknown types still carry their `seq`. */

export type Author = "customer" | "bot" | "agent" | "system";

export interface Source {
  readonly article_id: string;
  readonly title: string;
  readonly url?: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

export interface Signal {
  readonly name: string;
  readonly value: number | string | boolean | null;
  readonly threshold: number | null;
  readonly fired: boolean;
}

export interface EvidenceHit {
  readonly article_id: string;
  readonly title: string;
  readonly passage: string;
  readonly score: number;
  readonly probability: number;
}

/** Why the bot did what it did; reaches agents only. */
export interface Evidence {
  readonly policy?: string;
  readonly reason?: string | null;
  readonly lines?: readonly string[];
  readonly signals?: readonly Signal[];
  readonly parse?: {
    readonly intent: string | null;
    readonly probability: number;
    readonly entities?: readonly { readonly entity: string; readonly value: unknown }[];
  } | null;
  readonly sentiment?: { readonly negative: number; readonly curve?: readonly number[] } | null;
  readonly hits?: readonly EvidenceHit[];
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface MessagePosted {
  readonly message_id: string;
  readonly client_id?: string | null;
  readonly author: Author;
  readonly name?: string | null;
  readonly text: string;
  readonly html?: string | null;
  readonly choices?: readonly Choice[] | null;
  readonly sources?: readonly Source[] | null;
  /** The button that stood for these words. */
  readonly choice_id?: string | null;
  readonly in_reply_to?: string | null;
  readonly evidence?: Evidence | null;
}

export interface EventData {
  message_posted: MessagePosted;
  handoff_requested: { readonly reason: string; readonly evidence?: Evidence | null };
  agent_assigned: { readonly agent: Person };
  returned_to_queue: Readonly<Record<string, never>>;
  returned_to_bot: Readonly<Record<string, never>>;
  conversation_resolved: Readonly<Record<string, never>>;
  conversation_reopened: Readonly<Record<string, never>>;
  note_posted: {
    readonly note_id: string;
    readonly agent: Person;
    readonly text: string;
    readonly client_id?: string | null;
  };
  rating_given: { readonly message_id: string; readonly helpful: boolean };
  survey_submitted: {
    readonly csat: number;
    readonly ces?: number | null;
    readonly nps?: number | null;
    readonly comment?: string | null;
  };
  hidden: Readonly<Record<string, never>>;
  /** A type this build does not know: it takes its place in the order and does nothing else. */
  other: Readonly<Record<string, unknown>>;
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

const KNOWN: ReadonlySet<string> = new Set<EventType>([
  "message_posted",
  "handoff_requested",
  "agent_assigned",
  "returned_to_queue",
  "returned_to_bot",
  "conversation_resolved",
  "conversation_reopened",
  "note_posted",
  "rating_given",
  "survey_submitted",
  "hidden",
]);

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
