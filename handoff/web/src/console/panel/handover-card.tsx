/** What whoever takes over has to know, in a few lines: wishes, facts, what the bot tried. */

import { humanised } from "../../model/staff-words.ts";
import type { KeyValue } from "../../model/storage.ts";
import { Trouble, Waiting } from "../../ui/staff-lists.tsx";
import type { HandoverSummary } from "../../wire/staff-care.ts";
import { Section } from "./section.tsx";
import type { Answer } from "./use-answer.ts";

interface HandoverCardProps {
  readonly answer: Answer<HandoverSummary>;
  readonly storage: KeyValue;
}

export function HandoverCard({ answer, storage }: HandoverCardProps) {
  const { value, problem, again } = answer;
  return (
    <Section name="handover" title="In short" storage={storage}>
      {value && <Facts summary={value} />}
      {!value && !problem && <Waiting lines={1} />}
      {problem && <Trouble problem={problem} onAgain={again} />}
    </Section>
  );
}

function Facts({ summary }: { readonly summary: HandoverSummary }) {
  const { wants, details, open_question, shown, performed, mood } = summary;
  const facts = Object.entries(details);
  const silent = [wants, facts, shown, performed].every((list) => list.length === 0);
  if (silent && open_question === null) {
    return <p class="soft">Nothing was asked yet.</p>;
  }
  return (
    <dl class="facts">
      {open_question && <Fact name="Open question" value={`“${open_question}”`} />}
      {wants.length > 0 && <Fact name="Wants" value={wants.map(humanised).join(", ")} />}
      {facts.map(([name, value]) => (
        <Fact key={name} name={humanised(name)} value={value} />
      ))}
      {shown.length > 0 && <Fact name="Bot showed" value={shown.join(", ")} />}
      {performed.length > 0 && <Fact name="Bot did" value={performed.join(" ")} />}
      {mood.curve.length > 0 && <Fact name="Mood" value={humanised(mood.words)} />}
    </dl>
  );
}

export function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
}
