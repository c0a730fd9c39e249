/** Asks the bot a customer's question and shows what it would do, with all its reasons. */
import { useEffect, useRef } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { articleHash } from "../model/staff-route.ts";
import { decisionWords } from "../model/staff-words.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { EvidenceView, Hits } from "../ui/staff-evidence.tsx";
import { PlainText, SanitisedHtml } from "../ui/text.tsx";
import { useStore } from "../ui/use-store.ts";
import type { AnswerPreview } from "../wire/payloads.ts";
import type { Trial } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";

interface TryQuestionProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function TryQuestion({ desk, editing }: TryQuestionProps) {
  const { article } = useStore(editing.state);
  const { value, waiting, problem } = useStore(desk.trial.state);
  const question = useStore(desk.question);
  const run = () => {
    if (question.trim() !== "") desk.trial.ask(question.trim());
  };
  const published = article?.live_revision ?? null;
  const before = useRef(published);
  useEffect(() => {
    if (before.current !== published && desk.trial.state.get().value !== null) run();
    before.current = published;
  }, [published]);

  const draft = article === null || article.has_draft || editing.dirty || published === null;
  return (
    <section class="try">
      <h2 class="side-title">Try a question</h2>
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <input
          id="try-question"
          class="input"
          data-testid="try-question"
          placeholder="Ask as a customer would"
          aria-label="A customer's question"
          value={question}
          onInput={(event) => desk.question.set(event.currentTarget.value)}
        />
        <Button type="submit" data-testid="try-run" disabled={waiting || question.trim() === ""}>
          {waiting ? "Asking…" : "Ask"}
        </Button>
      </form>
      {problem && (
        <p class="preview-problem" role="alert">
          {problem}
        </p>
      )}
      {value && <TryResult preview={value} stale={waiting} />}
      {draft && <p class="field-hint">The bot knows the published text, not your draft.</p>}
    </section>
  );
}

const TONES: Readonly<Record<AnswerPreview["decision"], "accent" | "warn" | "danger" | "plain">> = {
  say: "plain",
  answer: "accent",
  clarify: "warn",
  offer: "warn",
  escalate: "danger",
};

interface TryResultProps {
  readonly preview: Trial;
  readonly stale: boolean;
}

function TryResult({ preview, stale }: TryResultProps) {
  const { decision, text, html, sources, choices = [] } = preview;
  const { hits = [], ...others } = preview.evidence;
  return (
    <div class="try-result" data-testid="try-result" data-decision={decision} aria-busy={stale}>
      <Badge tone={TONES[decision]}>{decisionWords(decision)}</Badge>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <section class="try-answer" aria-label="Answer" tabIndex={0}>
        {html ? <SanitisedHtml html={html} /> : <PlainText text={text} />}
      </section>
      {choices.length > 0 && (
        <p class="try-choices">
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
      <div class="try-why">
        {hits.length > 0 && <Hits hits={hits} />}
        <details>
          <summary>Everything it went by</summary>
          <EvidenceView evidence={others} />
        </details>
      </div>
    </div>
  );
}
