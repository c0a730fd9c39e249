/**
 * One conversation, folded from its events: the same fold as the server's `apply`, checked against
 * the same recordings. Never refuses an event and never looks outside.
 */
import type {
  ConversationEvent,
  EventOf,
  Evidence,
  MessagePosted,
  Person,
} from "../wire/events.ts";
import type { Status } from "../wire/payloads.ts";

export interface Message extends MessagePosted {
  readonly seq: number;
  readonly at: string;
}

/** What happened between messages, in the words of the events. */
export interface Milestone {
  readonly seq: number;
  readonly at: string;
  readonly kind: MilestoneEvent["type"];
  readonly reason?: string;
  readonly evidence?: Evidence | null;
  readonly agent?: Person;
  readonly cause?: string | null;
  readonly by?: string | null;
  readonly former?: Person | null;
  readonly team?: string | null;
}

type MilestoneEvent = Extract<
  ConversationEvent,
  {
    type:
      | "handoff_requested"
      | "agent_assigned"
      | "returned_to_queue"
      | "returned_to_bot"
      | "conversation_resolved"
      | "conversation_reopened";
  }
>;

export interface Note {
  readonly note_id: string;
  readonly seq: number;
  readonly at: string;
  readonly agent: Person;
  readonly text: string;
  readonly client_id: string | null;
  readonly mentions: readonly string[];
}

export interface Conversation {
  readonly id: string | null;
  readonly status: Status;
  readonly agent: Person | null;
  readonly last_seq: number;
  /** Grows whenever the right to speak changes hands; a reply under an older number is refused. */
  readonly fence: number;
  /** The queue's own matters; customers are not told. */
  readonly team: string | null;
  readonly priority: number;
  readonly tags: readonly string[];
  readonly messages: readonly Message[];
  readonly milestones: readonly Milestone[];
  readonly notes: readonly Note[];
  /** The customer's verdict on single answers, by message id. */
  readonly ratings: Readonly<Record<string, boolean>>;
  /** Stars given since the matter was last settled. */
  readonly csat: number | null;
}

export const EMPTY: Conversation = {
  id: null,
  status: "bot",
  agent: null,
  last_seq: 0,
  fence: 0,
  team: null,
  priority: 0,
  tags: [],
  messages: [],
  milestones: [],
  notes: [],
  ratings: {},
  csat: null,
};

export interface Applied {
  /** `seen` and `hole` leave the state as it was. */
  readonly outcome: "applied" | "seen" | "hole";
  readonly state: Conversation;
}

/** Folds one event in; an event already seen changes nothing, one that comes too early is a hole. */
export function apply(state: Conversation, event: ConversationEvent): Applied {
  if (event.seq <= state.last_seq) return { outcome: "seen", state };
  if (event.seq > state.last_seq + 1) return { outcome: "hole", state };
  const moved = { ...state, id: event.conversation_id, last_seq: event.seq };
  return { outcome: "applied", state: fold(moved, event) };
}

function fold(state: Conversation, event: ConversationEvent): Conversation {
  const { seq, at } = event;
  switch (event.type) {
    case "message_posted":
      return { ...state, messages: [...state.messages, { ...event.data, seq, at }] };
    case "handoff_requested": {
      const { team, priority } = event.data;
      return {
        ...passed(state, event, "queued", null),
        team: team ?? null,
        priority: priority ?? 0,
      };
    }
    case "returned_to_queue": {
      const { team, priority } = event.data;
      return {
        ...passed(state, event, "queued", null),
        team: team ?? state.team,
        priority: priority ?? state.priority,
      };
    }
    case "agent_assigned":
      return passed(state, event, "assigned", event.data.agent);
    case "returned_to_bot":
    case "conversation_reopened":
      return { ...passed(state, event, "bot", null), team: null, priority: 0 };
    case "conversation_resolved":
      return { ...passed(state, event, "resolved", null), csat: null };
    case "note_posted":
      return { ...state, notes: [...state.notes, noteOf(event)] };
    case "conversation_tagged":
      return { ...state, tags: event.data.tags ?? [] };
    case "rating_given":
      return {
        ...state,
        ratings: { ...state.ratings, [event.data.message_id]: event.data.helpful },
      };
    case "survey_submitted":
      return { ...state, csat: event.data.csat };
    default:
      return state;
  }
}

/** The right to speak changes hands. */
function passed(
  state: Conversation,
  event: MilestoneEvent,
  status: Status,
  agent: Person | null,
): Conversation {
  const milestones = [...state.milestones, milestoneOf(event)];
  return { ...state, status, agent, fence: state.fence + 1, milestones };
}

function milestoneOf(event: MilestoneEvent): Milestone {
  const base = { seq: event.seq, at: event.at, kind: event.type };
  if (event.type === "agent_assigned") return { ...base, ...event.data };
  if (event.type === "returned_to_queue") {
    const { cause, former, team } = event.data;
    return {
      ...base,
      cause: cause ?? null,
      by: null,
      former: former ?? null,
      team: team ?? null,
    };
  }
  if (event.type !== "handoff_requested") return base;
  return { ...base, reason: event.data.reason, evidence: event.data.evidence ?? null };
}

function noteOf(event: EventOf<"note_posted">): Note {
  const { note_id, agent, text, client_id, mentions } = event.data;
  const { seq, at } = event;
  return { note_id, agent, text, client_id: client_id ?? null, mentions: mentions ?? [], seq, at };
}

export type TimelineItem =
  | { readonly kind: "message"; readonly seq: number; readonly message: Message }
  | { readonly kind: "milestone"; readonly seq: number; readonly milestone: Milestone }
  | { readonly kind: "note"; readonly seq: number; readonly note: Note };

/** Messages, milestones and notes in the order in which they happened. */
export function timelineOf(state: Conversation): TimelineItem[] {
  const items: TimelineItem[] = [
    ...state.messages.map((message) => ({ kind: "message" as const, seq: message.seq, message })),
    ...state.milestones.map((milestone) => ({
      kind: "milestone" as const,
      seq: milestone.seq,
      milestone,
    })),
    ...state.notes.map((note) => ({ kind: "note" as const, seq: note.seq, note })),
  ];
  return items.sort((left, right) => left.seq - right.seq);
}
