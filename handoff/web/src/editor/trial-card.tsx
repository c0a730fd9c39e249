/** What the bot does with one question: decision, words, sources, and all its reasons. */
import { articleHash } from "../model/staff-route.ts";
import { decisionWords } from "../model/staff-words.ts";
import { Badge } from "../ui/bits.tsx";
import { Icon } from "../ui/icons.tsx";
import { EvidenceView, Hits } from "../ui/staff-evidence.tsx";
import { PlainText, SanitisedHtml } from "../ui/text.tsx";
import type { AnswerPreview } from "../wire/payloads.ts";
import type { Trial } from "../wire/staff-articles.ts";

const TONES: Readonly<Record<AnswerPreview["decision"], "accent" | "warn" | "danger" | "plain">> = {
  say: "plain",
  answer: "accent",
  clarify: "warn",
  offer: "warn",
  escalate: "danger",
};

/** A scrolling region has to be reachable by keyboard. */
const REACHABLE = { tabIndex: 0 };

interface TrialCardProps {
  /** Which of two it is; null where there is only one. */
  readonly name: string | null;
  readonly trial: Trial;
  readonly open: boolean;
}

export function TrialCard({ name, trial, open }: TrialCardProps) {
  const { decision, text, html, sources, choices = [] } = trial;
  const { hits = [], ...others } = trial.evidence;
  const label = name ? `Answer, ${name}` : "Answer";
  return (
    <section
      class="trial-card"
      aria-label={name ?? "What the bot does"}
      data-testid="trial-card"
      data-decision={decision}
    >
      <header>
        {name && <h3>{name}</h3>}
        <Badge tone={TONES[decision]}>{decisionWords(decision)}</Badge>
      </header>
      <section class="trial-answer" aria-label={label} data-open={open} {...REACHABLE}>
        {html ? <SanitisedHtml html={html} /> : <PlainText text={text} />}
      </section>
      {choices.length > 0 && (
        <p class="trial-choices">
          {choices.map(({ id, label }) => (
            <span key={id} class="chip">
              {label}
            </span>
          ))}
        </p>
      )}
      {sources.map((source) => (
        <a
          key={source.article_id}
          class="source-line"
          href={articleHash(source.article_id)}
          data-testid="try-source"
          data-article-id={source.article_id}
        >
          <Icon name="article" />
          <span>{source.title}</span>
        </a>
      ))}
      <div class="trial-why">
        {hits.length > 0 && <Hits hits={hits} />}
        <details open={open}>
          <summary>Everything it went by</summary>
          <EvidenceView evidence={others} />
        </details>
      </div>
    </section>
  );
}
