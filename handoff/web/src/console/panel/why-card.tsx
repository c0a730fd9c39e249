/** Why the customer came to a person, as the bot saw it when it let go. */
import { useMemo } from "preact/hooks";
import type { Conversation } from "../../model/conversation.ts";
import { reasonLong } from "../../model/staff-words.ts";
import type { KeyValue } from "../../model/storage.ts";
import { EvidenceView } from "../../ui/staff-evidence.tsx";
import { Section } from "./section.tsx";

interface WhyCardProps {
  readonly conversation: Conversation;
  readonly storage: KeyValue;
}

export function WhyCard({ conversation, storage }: WhyCardProps) {
  const { milestones } = conversation;
  const asked = useMemo(
    () => milestones.findLast(({ kind }) => kind === "handoff_requested"),
    [milestones],
  );
  if (!asked) return null;
  return (
    <Section name="why" title="Why a person" storage={storage}>
      <p class="panel-lead">{reasonLong(asked.reason ?? "")}</p>
      {asked.evidence && (
        <details class="panel-more">
          <summary>What the bot went by</summary>
          <EvidenceView evidence={asked.evidence} />
        </details>
      )}
    </Section>
  );
}
