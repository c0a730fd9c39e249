/** One quiet line for what happened between the messages. */
import type { Milestone } from "../model/conversation.ts";
import { words } from "./words.ts";

export function MilestoneLine({ milestone }: { readonly milestone: Milestone }) {
  return (
    <p class="milestone" data-testid="milestone" data-kind={milestone.kind}>
      {textOf(milestone)}
    </p>
  );
}

function textOf({ kind, agent, reason }: Milestone): string {
  switch (kind) {
    case "handoff_requested":
      return words.handedOver(reason);
    case "agent_assigned":
      return words.agentJoined(agent?.name ?? words.support);
    case "returned_to_queue":
      return words.returnedToQueue;
    case "returned_to_bot":
      return words.returnedToBot;
    case "conversation_resolved":
      return words.resolved;
    case "conversation_reopened":
      return words.reopened;
  }
}
