/** Words for an agent about conversations that came to them or were taken from them. */
import type { LostConversation, OwnershipSignal } from "../wire/payloads.ts";
import type { Conversation } from "./conversation.ts";

export interface News {
  readonly tone: "good" | "bad";
  readonly text: string;
}

/** Null when the agent did it themselves and need not be told. */
export function ownershipNews(signal: OwnershipSignal, me: string): News | null {
  const { cause, agent, by, former } = signal;
  if (agent?.id === me) return gained(cause, by);
  if (former?.id !== me) return null;
  if (cause === "take_over") {
    return { tone: "bad", text: `${agent?.name ?? "Somebody"} took a conversation over from you.` };
  }
  return cause === "lease_expired" ? { tone: "bad", text: lostWords([]) } : null;
}

function gained(cause: OwnershipSignal["cause"], by: string | null): News | null {
  if (cause === "transfer")
    return { tone: "good", text: `${by ?? "A colleague"} handed you a conversation.` };
  if (cause === "assigned") return { tone: "good", text: "A conversation was given to you." };
  if (cause === "reopened") return { tone: "good", text: "A customer you helped wrote again." };
  return null;
}

/** What an agent who comes back has lost. */
export function lostWords(lost: readonly LostConversation[]): string {
  const names = lost.map(({ customer }) => customer).filter((name) => name !== null);
  const whose = names.length > 0 ? ` (${names.join(", ")})` : "";
  const what = lost.length > 1 ? `${lost.length} conversations` : "a conversation";
  return `While you were not reachable, ${what} of yours${whose} went back to the queue.`;
}

/** How the open conversation was taken from this agent; null when it was not, or is theirs again. */
export function lossOf(
  { milestones }: Pick<Conversation, "milestones">,
  me: string,
): string | null {
  const last = milestones.findLast(({ kind }) => kind !== "handoff_requested");
  if (last?.former?.id !== me) return null;
  if (last.cause === "take_over") return `${last.agent?.name ?? "A supervisor"} took this over.`;
  if (last.cause !== "lease_expired") return null;
  return "You were not reachable, so this went back to the queue.";
}
