/** What the search over all conversations found: customers by name, then single lines, newest first. */
import { openedAt } from "../model/staff-place.ts";
import type { Selection } from "../model/staff-views.ts";
import { customerName, statusWords } from "../model/staff-words.ts";
import { Avatar } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import type { Summary } from "../wire/payloads.ts";
import type { Piece, SearchPage, SearchResult } from "../wire/staff-workplace.ts";

interface SearchResultsProps {
  readonly found: SearchPage | null;
  readonly words: string;
  readonly waiting: boolean;
  readonly problem: string | null;
  readonly selection: Selection;
  readonly openId: string | null;
  readonly me: string;
  readonly onMore: () => void;
}

export function SearchResults(props: SearchResultsProps) {
  const { found, words, waiting, problem, selection, openId, me, onMore } = props;
  const none = found && found.results.length === 0 && found.customers.length === 0;
  return (
    <section class="queue-scroll results" aria-label="Found" aria-busy={waiting}>
      <p class="unseen" role="status">
        {found && !waiting ? `${found.results.length} messages found` : ""}
      </p>
      {problem && <p class="list-problem">{problem}</p>}
      {!found && !problem && <p class="queue-empty">Searching…</p>}
      {none && !waiting && <p class="queue-empty">No conversation mentions “{words}”.</p>}
      {found && found.customers.length > 0 && (
        <>
          <h3 class="group-title">Customers</h3>
          <ul>
            {found.customers.map((customer) => (
              <li key={customer.conversation_id}>
                <CustomerHit
                  summary={customer}
                  href={openedAt(selection, customer.conversation_id)}
                  here={customer.conversation_id === openId}
                  me={me}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {found && found.results.length > 0 && (
        <>
          <h3 class="group-title">Messages</h3>
          <ul>
            {found.results.map((result) => (
              <li key={`${result.conversation_id}:${result.seq}`}>
                <LineHit
                  result={result}
                  href={openedAt(selection, result.conversation_id, result.seq)}
                />
              </li>
            ))}
          </ul>
        </>
      )}
      {found?.next && (
        <Button kind="quiet" size="small" disabled={waiting} onClick={onMore}>
          Older messages
        </Button>
      )}
    </section>
  );
}

interface CustomerHitProps {
  readonly summary: Summary;
  readonly href: string;
  readonly here: boolean;
  readonly me: string;
}

function CustomerHit({ summary, href, here, me }: CustomerHitProps) {
  const name = customerName(summary.customer);
  return (
    <a
      class="result"
      href={href}
      aria-current={here ? "true" : undefined}
      data-testid="found-customer"
    >
      <Avatar name={name} size="small" />
      <span class="result-name">{name}</span>
      <span class="result-by">{statusWords(summary, me)}</span>
    </a>
  );
}

function LineHit({ result, href }: { readonly result: SearchResult; readonly href: string }) {
  const { conversation_id, seq, at, pieces, conversation } = result;
  return (
    <a
      class="result"
      href={href}
      data-testid="found-line"
      data-conversation-id={conversation_id}
      data-seq={seq}
    >
      <span class="result-name">{customerName(conversation.customer)}</span>
      <time class="result-by" dateTime={at}>
        {dayTime(at)}
      </time>
      <span class="result-words">
        <b>{byWords(result)}</b> <Pieces pieces={pieces} />
      </span>
    </a>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return pieces.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text));
}

function byWords({ author, name }: SearchResult): string {
  if (author === "note") return `Note by ${name ?? "a colleague"}:`;
  if (author === "customer") return "Customer:";
  return author === "bot" ? "Bot:" : `${name ?? "Agent"}:`;
}
