/** What is wrong with the articles there are, the gravest first, each with the way to it. */
import { useEffect } from "preact/hooks";
import { type FindingGroup, groupsOf, type Quote, quotesOf } from "../model/staff-health.ts";
import { articleHash } from "../model/staff-route.ts";
import { humanised } from "../model/staff-words.ts";
import { DeskPageFrame, Nothing, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Finding } from "../wire/staff-quality.ts";
import type { EditorDesk } from "./desk.ts";

const AT_ONCE = 10;
const AGAIN_MS = 2_000;

export function HealthPage({ desk }: { readonly desk: EditorDesk }) {
  const { value, waiting, problem } = useStore(desk.health.state);
  const comparing = value?.complete === false;
  useEffect(() => desk.health.ask(null), [desk]);
  useEffect(() => {
    if (comparing) desk.health.ask(null, AGAIN_MS);
  }, [desk, value]);
  return (
    <DeskPageFrame
      title="Health"
      testid="health"
      busy={waiting}
      words="Articles that contradict each other, repeat each other, lead nowhere, or leave customers asking for a person."
    >
      {problem && <Trouble problem={problem} onAgain={() => desk.health.ask(null)} />}
      {!value && waiting && <Waiting />}
      {comparing && <p class="soft">Still comparing the texts of the articles.</p>}
      {value?.complete && value.findings.length === 0 && (
        <Nothing title="All is well" testid="health-none">
          No contradictions, duplicates or broken links, and the answers do their work.
        </Nothing>
      )}
      {groupsOf(value?.findings ?? []).map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </DeskPageFrame>
  );
}

function Group({ group }: { readonly group: FindingGroup }) {
  const { kind, title, advice, findings } = group;
  const more = findings.slice(AT_ONCE);
  return (
    <section class="findings" data-testid="findings" data-kind={kind}>
      <h3>
        {title} <span class="soft">{findings.length}</span>
      </h3>
      {advice && <p class="soft">{advice}</p>}
      <Findings findings={findings.slice(0, AT_ONCE)} />
      {more.length > 0 && (
        <details>
          <summary>{more.length} more</summary>
          <Findings findings={more} />
        </details>
      )}
    </section>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul class="finding-list">
      {findings.map((finding, index) => (
        <li key={index} class="card" data-testid="finding">
          <p class="finding-articles">
            {finding.article_ids.map((id, at) => (
              <a key={id} href={articleHash(id)}>
                {finding.titles[at] ?? id}
              </a>
            ))}
          </p>
          <p>{finding.detail}</p>
          <Quotes quotes={quotesOf(finding)} />
          <Facts evidence={finding.evidence} />
        </li>
      ))}
    </ul>
  );
}

/** The sentences that a finding is about, each with its article. */
function Quotes({ quotes }: { readonly quotes: readonly Quote[] }) {
  if (quotes.length === 0) return null;
  return (
    <ul class="finding-quotes">
      {quotes.map(({ article_id, text }) => (
        <li key={article_id}>{text}</li>
      ))}
    </ul>
  );
}

/** Plain facts in one line; what has parts of its own is said by the detail. */
function Facts({ evidence }: { readonly evidence: Finding["evidence"] }) {
  const facts = Object.entries(evidence).filter(([, value]) =>
    ["string", "number", "boolean"].includes(typeof value),
  );
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{humanised(name)}</dt>
          <dd>{typeof value === "number" ? rounded(value) : String(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

const rounded = (value: number) => String(Math.round(value * 100) / 100);
