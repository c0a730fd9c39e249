/** What hangs below a bot message: where it is from, what can be picked, whether it helped. */
import type { Message } from "../model/conversation.ts";
import { Icon } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Source } from "../wire/events.ts";
import type { Chat } from "./chat.ts";
import { words } from "./words.ts";

interface AnswerProps {
  readonly chat: Chat;
  readonly message: Message;
  /** Does what a button that goes away stands for. */
  readonly act: (action: () => void) => void;
}

export function AnswerExtras({ chat, message, act }: AnswerProps) {
  if (message.author !== "bot") return null;
  const sources = message.sources ?? [];
  return (
    <>
      {sources.map((source) => (
        <SourceLink key={source.article_id} source={source} />
      ))}
      <Choices chat={chat} message={message} act={act} />
      {sources.length > 0 && <Rating chat={chat} message={message} />}
    </>
  );
}

function SourceLink({ source }: { readonly source: Source }) {
  const href = source.url ?? `/help/${encodeURIComponent(source.article_id)}`;
  return (
    <a class="source" data-testid="source-link" href={href} target="_blank" rel="noopener">
      <Icon name="article" />
      <span class="unseen">{words.source}: </span>
      <span dir="auto">{source.title}</span>
    </a>
  );
}

/** Choices belong to the last thing said by the bot; once something else was said they are gone. */
function Choices({ chat, message, act }: AnswerProps) {
  const { conversation } = useStore(chat.sync.state);
  const pending = useStore(chat.errands.pending);
  const last = conversation.messages.at(-1);
  const open = conversation.status === "bot" && last?.message_id === message.message_id;
  if (!open || !message.choices?.length) return null;
  const waiting = pending.has(`pick:${message.message_id}`);
  return (
    <div class="choices">
      {message.choices.map(({ id, label }) => (
        <button
          key={id}
          type="button"
          class="choice"
          data-testid="choice"
          data-choice-id={id}
          disabled={waiting}
          onClick={() => act(() => chat.pick(message.message_id, id))}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Rating({ chat, message }: Omit<AnswerProps, "act">) {
  const { conversation } = useStore(chat.sync.state);
  const pending = useStore(chat.errands.pending);
  const id = message.message_id;
  const rated = conversation.ratings[id];
  const waiting = pending.has(`rate:${id}`);
  return (
    <fieldset class="rating">
      <legend class="unseen">{words.helped}</legend>
      <span aria-live="polite">{rated === undefined ? words.helped : words.thanksRating}</span>
      {[true, false].map((helpful) => (
        <button
          key={String(helpful)}
          type="button"
          class="thumb"
          data-testid={helpful ? "rate-up" : "rate-down"}
          aria-label={helpful ? words.yes : words.no}
          title={helpful ? words.yes : words.no}
          aria-pressed={rated === helpful}
          disabled={waiting}
          onClick={() => chat.rate(id, helpful)}
        >
          <Icon name={helpful ? "up" : "dislike"} />
        </button>
      ))}
    </fieldset>
  );
}
