/** What an agent may do with a conversation as it stands; the server has the last word. */
import type { Summary } from "../wire/payloads.ts";

export type ActionName =
  | "claim"
  | "take_over"
  | "transfer"
  | "return_to_bot"
  | "release"
  | "resolve"
  | "accept"
  | "decline";

export interface Rights {
  readonly actions: readonly ActionName[];
  readonly mayReply: boolean;
}

export type Standing = Pick<Summary, "status" | "agent">;

/** How an open conversation stands: by its own events; until they are here, as the list has it. */
export function standingOf(
  conversation: Standing & { readonly last_seq: number },
  listed: Standing | null,
): Standing {
  return conversation.last_seq > 0 ? conversation : (listed ?? conversation);
}

/** `leads` may take a conversation over from a colleague. */
export function rightsOf({ status, agent }: Standing, me: string, leads = false): Rights {
  if (status === "bot") return { actions: ["claim"], mayReply: false };
  if (status === "queued") {
    return { actions: ["claim", "return_to_bot", "resolve"], mayReply: false };
  }
  if (status === "assigned" && agent?.id === me) {
    return { actions: ["resolve", "transfer", "return_to_bot", "release"], mayReply: true };
  }
  if (status === "assigned" && leads) return { actions: ["take_over"], mayReply: false };
  return { actions: [], mayReply: false };
}

/** Why the reply box is closed, and what would open it. */
export function closedWords({ status, agent }: Standing): string {
  if (status === "bot") return "The bot is answering. Take over to write to the customer yourself.";
  if (status === "queued") return "The customer is waiting. Claim the conversation to reply.";
  if (status === "resolved") return "This is resolved. It opens again when the customer writes.";
  return `${agent?.name ?? "A colleague"} is talking with this customer. You can leave a note.`;
}

export const ACTION_EVENTS: Readonly<Record<ActionName, string>> = {
  claim: "conversation:claim",
  take_over: "conversation:take_over",
  transfer: "conversation:transfer",
  return_to_bot: "conversation:return_to_bot",
  release: "conversation:release",
  resolve: "conversation:resolve",
  accept: "offer:accept",
  decline: "offer:decline",
};

export const ACTION_DONE: Readonly<Record<ActionName, string>> = {
  claim: "The conversation is yours.",
  take_over: "The conversation is yours now.",
  transfer: "Handed on.",
  return_to_bot: "The bot answers this customer again.",
  release: "The conversation is back in the queue.",
  accept: "The conversation is yours.",
  decline: "Passed on to a colleague.",
  resolve: "Resolved. It opens again when the customer writes.",
};
