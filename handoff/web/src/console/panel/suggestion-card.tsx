/** What could be answered now: passages of published articles, taken or turned down. */
import { useEffect } from "preact/hooks";
import type { Conversation } from "../../model/conversation.ts";
import { openQuestion, type Question, replyFrom } from "../../model/staff-suggestion.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Probability } from "../../ui/staff-evidence.tsx";
import { Trouble, Waiting } from "../../ui/staff-lists.tsx";
import { useStore } from "../../ui/use-store.ts";
import type { ArticleHit } from "../../wire/staff-care.ts";
import type { Station } from "../station.ts";
import { MissingAnswer } from "./missing-answer.tsx";
import { Section } from "./section.tsx";

interface SuggestionCardProps {
  readonly station: Station;
  readonly conversation: Conversation;
  readonly id: string;
}

export function SuggestionCard({ station, conversation, id }: SuggestionCardProps) {
  const { suggestions } = station.care;
  const question = openQuestion(conversation);
  useEffect(() => suggestions.ask(question), [suggestions, question?.message_id]);
  if (!question) return null;
  return (
    <Section name="suggestion" title="Suggested reply" storage={station.storage}>
      <p class="asked" dir="auto">
        “{question.text}”
      </p>
      <Hits station={station} question={question} id={id} />
      <MissingAnswer key={question.message_id} care={station.care} id={id} question={question} />
    </Section>
  );
}

interface HitsProps {
  readonly station: Station;
  readonly question: Question;
  readonly id: string;
}

function Hits({ station, question, id }: HitsProps) {
  const { care } = station;
  const { value, waiting, problem } = useStore(care.suggestions.state);
  const judged = useStore(care.suggestions.judged);
  const hits = (value ?? []).filter(({ article_id }) => !judged.rejected.has(article_id));
  const insert = (hit: ArticleHit) => {
    care.suggestions.take(id, question.text, hit);
    care.insert(id, replyFrom(hit, location.origin));
  };
  if (problem) {
    return <Trouble problem={problem} onAgain={() => care.suggestions.again(question)} />;
  }
  if (waiting && value === null) return <Waiting lines={1} />;
  return (
    <>
      {hits.map((hit, index) => (
        <Hit
          key={hit.article_id}
          hit={hit}
          first={index === 0}
          onInsert={() => insert(hit)}
          onReject={() => care.suggestions.reject(question.text, hit)}
        />
      ))}
      {hits.length === 0 && !waiting && <p class="soft">No article comes near this.</p>}
      {judged.problem && (
        <p class="form-problem" role="alert">
          {judged.problem}
        </p>
      )}
    </>
  );
}

interface HitProps {
  readonly hit: ArticleHit;
  /** The best one shows its passage at once. */
  readonly first: boolean;
  readonly onInsert: () => void;
  readonly onReject: () => void;
}

function Hit({ hit, first, onInsert, onReject }: HitProps) {
  const { article_id, title, passage, probability } = hit;
  return (
    <details class="suggested" data-testid="suggestion" data-article-id={article_id} open={first}>
      <summary>
        <span>{title}</span>
        <Probability value={probability} />
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <p class="suggested-passage" dir="auto" tabIndex={0}>
        {passage}
      </p>
      <div class="suggested-foot">
        <Button size="small" icon="plus" data-testid="suggestion-insert" onClick={onInsert}>
          Put into reply
        </Button>
        <a href={`/help/${encodeURIComponent(article_id)}`} target="_blank" rel="noopener">
          Open
        </a>
        <IconButton
          icon="dislike"
          label={`“${title}” does not answer this`}
          data-testid="suggestion-reject"
          onClick={onReject}
        />
      </div>
    </details>
  );
}
