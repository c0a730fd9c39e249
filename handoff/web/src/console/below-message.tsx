/** What hangs below a message for agents: who wrote it and when, its source, why the bot said it. */
import type { Message } from "../model/conversation.ts";
import { evidenceSummary } from "../model/staff-words.ts";
import { clockTime } from "../ui/format.ts";
import { Icon } from "../ui/icons.tsx";
import { EvidenceView } from "../ui/staff-evidence.tsx";
import type { Person } from "../wire/events.ts";

interface BelowMessageProps {
  readonly message: Message;
  readonly me: Person;
  /** The last of a run by the same author. */
  readonly last: boolean;
  /** The customer's verdict on an answer; null while there is none. */
  readonly helped: boolean | null;
}

export function BelowMessage({ message, me, last, helped }: BelowMessageProps) {
  if (message.author === "bot") return <BelowBot message={message} helped={helped} />;
  if (message.author !== "agent" || !last) return null;
  const who = message.name === me.name || !message.name ? "You" : message.name;
  return (
    <p class="message-state">
      {who} · <time dateTime={message.at}>{clockTime(message.at)}</time>
    </p>
  );
}

function BelowBot({ message, helped }: Pick<BelowMessageProps, "message" | "helped">) {
  const { sources, choices, evidence } = message;
  return (
    <>
      {sources?.map(({ article_id, title, url }) => (
        <a
          key={article_id}
          class="source-line"
          data-testid="source"
          href={url ?? `/help/${encodeURIComponent(article_id)}`}
          target="_blank"
          rel="noopener"
        >
          <Icon name="article" />
          <span>{title}</span>
        </a>
      ))}
      {choices && choices.length > 0 && (
        <p class="offered">
          <span class="unseen">Offered: </span>
          {choices.map(({ id, label }) => (
            <span key={id} class="chip">
              {label}
            </span>
          ))}
        </p>
      )}
      {helped !== null && (
        <p class="verdict" data-testid="verdict" data-helped={helped}>
          <Icon name={helped ? "up" : "dislike"} />
          {helped ? "The customer says this helped" : "The customer says this did not help"}
        </p>
      )}
      {evidence && (
        <details class="evidence-line" data-testid="evidence-line">
          <summary>{evidenceSummary(evidence)}</summary>
          <EvidenceView evidence={evidence} />
        </details>
      )}
    </>
  );
}
