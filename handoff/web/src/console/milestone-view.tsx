/** What happened between the messages; the passage to people is a card with its reasons. */
import type { Milestone } from "../model/conversation.ts";
import { reasonLong } from "../model/staff-words.ts";
import { clockTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { EvidenceView } from "../ui/staff-evidence.tsx";

interface MilestoneViewProps {
  readonly milestone: Milestone;
  readonly me: string;
  readonly customer: string;
}

export function MilestoneView({ milestone, me, customer }: MilestoneViewProps) {
  if (milestone.kind === "handoff_requested") return <HandoffCard milestone={milestone} />;
  return (
    <p class="milestone" data-testid="milestone" data-kind={milestone.kind}>
      {wordsOf(milestone, me, customer)} · {clockTime(milestone.at)}
    </p>
  );
}

/** Why a person is needed: the three lines that matter first, everything behind them below. */
function HandoffCard({ milestone }: { readonly milestone: Milestone }) {
  const { reason = "", evidence, at } = milestone;
  return (
    <section class="handoff-card" data-testid="handoff-card" data-reason={reason}>
      <header>
        <Icon name="swap" />
        <h3>{reasonLong(reason)}</h3>
        <time dateTime={at}>{clockTime(at)}</time>
      </header>
      {evidence?.lines && evidence.lines.length > 0 && (
        <ul class="handoff-lines">
          {evidence.lines.slice(0, 3).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {evidence && <EvidenceView evidence={evidence} />}
    </section>
  );
}

function wordsOf({ kind, agent }: Milestone, me: string, customer: string): string {
  switch (kind) {
    case "agent_assigned":
      return agent?.id === me
        ? "You took this conversation"
        : `${agent?.name} took this conversation`;
    case "returned_to_queue":
      return "Back in the queue";
    case "returned_to_bot":
      return "The bot answers again";
    case "conversation_resolved":
      return "Resolved";
    case "conversation_reopened":
      return `${customer} came back`;
    default:
      return "";
  }
}
