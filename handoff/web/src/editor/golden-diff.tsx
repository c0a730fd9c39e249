/** What a change does to the golden questions: expected, before, after. */
import { SECTION_WORDS, SECTIONS, type Section } from "../model/staff-gate.ts";
import { articleHash } from "../model/staff-route.ts";
import { outcomeWords } from "../model/staff-words.ts";
import { Probability } from "../ui/staff-evidence.tsx";
import type { GoldenChange, GoldenDiff, Outcome } from "../wire/staff-golden.ts";

export function GoldenDiffView({ diff }: { readonly diff: GoldenDiff }) {
  return (
    <div class="golden-diff" data-testid="golden-diff">
      {SECTIONS.filter((section) => diff[section].length > 0).map((section) => (
        <DiffSection key={section} section={section} changes={diff[section]} />
      ))}
    </div>
  );
}

interface DiffSectionProps {
  readonly section: Section;
  readonly changes: readonly GoldenChange[];
}

function DiffSection({ section, changes }: DiffSectionProps) {
  const { title, hint } = SECTION_WORDS[section];
  return (
    <section data-section={section} data-testid={`golden-${section}`}>
      <h3>
        {title} <span class="soft">{changes.length}</span>
      </h3>
      <p class="soft">{hint}</p>
      <ul>
        {changes.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ul>
    </section>
  );
}

function ChangeLine({ change: { question, expected, before, after } }: { change: GoldenChange }) {
  return (
    <li class="golden-change">
      <p class="golden-question">“{question}”</p>
      <dl>
        <div>
          <dt>Expected</dt>
          <dd>
            {expected ? (
              <a href={articleHash(expected.id)}>{expected.title}</a>
            ) : (
              "No answer from an article"
            )}
          </dd>
        </div>
        <OutcomeLine name="Now" outcome={before} />
        <OutcomeLine name="After" outcome={after} />
      </dl>
    </li>
  );
}

function OutcomeLine({ name, outcome }: { readonly name: string; readonly outcome: Outcome }) {
  return (
    <div data-outcome={name.toLowerCase()}>
      <dt>{name}</dt>
      <dd>
        <span>{outcomeWords(outcome)}</span>
        {outcome.probability !== null && <Probability value={outcome.probability} />}
      </dd>
    </div>
  );
}
