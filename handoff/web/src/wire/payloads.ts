/** Answers and short-lived signals of the sockets and of HTTP, named as in the contract. */
import type { Evidence, Source } from "./events.ts";
import type * as wire from "./generated.ts";

export type {
  LeaseAck,
  LostConversation,
  MentionedAck,
  MentionSignal,
  OwnershipSignal,
  PostAck,
  PresenceSignal,
  QueueListAck,
  QueueSignal,
  Refusal,
  SeenCursors,
  SeenSignal,
  Summary,
  TypingSignal,
} from "./generated.ts";

export type Ack<T = unknown> = ({ readonly ok: true } & T) | wire.Refusal;

export type Status = wire.Summary["status"];

/** Events are raw until `parseEvents` has seen them. */
type Raw<T> = Omit<T, "events"> & { readonly events: readonly unknown[] };

export type SyncAck = Raw<wire.SyncAck>;
export type OpenAck = Raw<wire.OpenAck>;

export interface Visitor {
  readonly token: string;
  readonly conversation_id: string;
  readonly customer: { readonly id: string; readonly name?: string | null };
}

export interface SignIn {
  readonly token: string;
  readonly role: Role;
  readonly name: string;
  /** Shown once, right after a second factor was set up. */
  readonly recovery_codes?: readonly string[];
}

export type Role = "agent" | "editor" | "supervisor" | "admin";

export interface Session {
  readonly id: string;
  readonly name: string;
  /** The strongest of `roles`. */
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly email: string;
  readonly second_factor?: boolean;
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
