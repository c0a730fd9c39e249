/** Answers and short-lived signals of the sockets and of HTTP, named as in the contract. */
import type { Author, Evidence, Person, Source } from "./events.ts";

export interface Refusal {
  readonly ok: false;
  readonly error: { readonly code: string; readonly message: string };
}

export type Ack<T = unknown> = ({ readonly ok: true } & T) | Refusal;

export type Status = "bot" | "queued" | "assigned" | "resolved";

export interface PostAck {
  readonly seq: number;
  readonly message_id: string;
}

/** One page of events; `events` is raw until `parseEvents` has seen it. */
export interface SyncAck {
  readonly events: readonly unknown[];
  readonly last_seq: number;
  readonly epoch?: string;
  readonly conversation_id?: string;
  readonly status?: Status;
}

export interface Summary {
  readonly conversation_id: string;
  readonly status: Status;
  readonly customer: { readonly id: string; readonly name: string | null };
  readonly agent: Person | null;
  readonly reason: string | null;
  readonly waiting_since: string | null;
  readonly last_message: {
    readonly author: Author;
    readonly text: string;
    readonly at: string;
  } | null;
  readonly last_seq: number;
  readonly updated_at: string;
}

export interface QueueListAck {
  readonly waiting: readonly Summary[];
  readonly own: readonly Summary[];
  readonly all: readonly Summary[];
}

export interface OpenAck extends SyncAck {
  readonly conversation: Summary;
}

export interface TypingSignal {
  readonly conversation_id: string;
  readonly author: Author;
  readonly active: boolean;
  readonly name?: string | null;
}

export interface QueueSignal {
  readonly position: number | null;
  readonly estimate_s: { readonly p50: number; readonly p90: number } | null;
}

export interface PresenceSignal {
  readonly agents_online?: number;
  readonly [key: string]: unknown;
}

export interface Visitor {
  readonly token: string;
  readonly conversation_id: string;
  readonly customer: { readonly id: string; readonly name?: string | null };
}

export interface SignIn {
  readonly token: string;
  readonly role: Role;
  readonly name: string;
}

export type Role = "agent" | "editor" | "admin";

export interface Session {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly email: string;
  readonly socket_token: string;
  readonly csrf_token: string;
}

export interface AnswerPreview {
  readonly decision: "say" | "answer" | "clarify" | "offer" | "escalate";
  readonly text: string;
  readonly html?: string | null;
  readonly sources: readonly Source[];
  readonly evidence: Evidence;
}
