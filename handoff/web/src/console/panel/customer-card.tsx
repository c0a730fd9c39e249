/** Who the customer is: what they say, what the shop vouches for, and what was before. */
import { attributeWords, dayWords, excerptOf } from "../../model/staff-care-words.ts";
import { openedAt } from "../../model/staff-place.ts";
import type { Selection } from "../../model/staff-views.ts";
import { customerName, humanised, languageName, statusWords } from "../../model/staff-words.ts";
import type { KeyValue } from "../../model/storage.ts";
import { Icon } from "../../ui/icons.tsx";
import { StaffIcon } from "../../ui/staff-icons.tsx";
import { Trouble, Waiting } from "../../ui/staff-lists.tsx";
import type { CustomerPanel, CustomerProfile, EarlierConversation } from "../../wire/staff-care.ts";
import { Fact } from "./handover-card.tsx";
import { Section } from "./section.tsx";
import type { Answer } from "./use-answer.ts";

interface CustomerCardProps {
  readonly answer: Answer<CustomerPanel>;
  readonly storage: KeyValue;
  readonly selection: Selection;
  readonly now: number;
}

export function CustomerCard({ answer, storage, selection, now }: CustomerCardProps) {
  const { value, problem, again } = answer;
  return (
    <Section name="customer" title="Customer" storage={storage}>
      {!value && !problem && <Waiting lines={1} />}
      {problem && <Trouble problem={problem} onAgain={again} />}
      {value && (
        <>
          <Identity customer={value.customer} />
          <dl class="facts">
            {value.customer.email && <Fact name="E-mail" value={value.customer.email} />}
            {value.member && (
              <Fact
                name="In the shop"
                value={`${value.member.tier}, ${value.member.points} points, since ${dayWords(value.member.since, now)}`}
              />
            )}
            {value.customer.locale && (
              <Fact name="Language" value={languageName(value.customer.locale)} />
            )}
            {value.customer.page_url && <Fact name="Wrote from" value={value.customer.page_url} />}
            <Fact name="First seen" value={dayWords(value.customer.first_seen, now)} />
            {Object.entries(value.customer.attributes).map(([name, attribute]) => (
              <Fact key={name} name={humanised(name)} value={attributeWords(attribute)} />
            ))}
          </dl>
          <Earlier conversations={value.conversations} selection={selection} now={now} />
        </>
      )}
    </Section>
  );
}

function Identity({ customer }: { readonly customer: CustomerProfile }) {
  const { verified } = customer;
  return (
    <p class="identity" data-testid="identity" data-verified={verified}>
      <strong>{customerName(customer)}</strong>
      <span>
        {verified ? <StaffIcon name="shield" /> : <Icon name="person" />}
        {verified ? "Verified by the shop" : "Not verified"}
      </span>
    </p>
  );
}

interface EarlierProps {
  readonly conversations: readonly EarlierConversation[];
  readonly selection: Selection;
  readonly now: number;
}

function Earlier({ conversations, selection, now }: EarlierProps) {
  if (conversations.length === 0) return <p class="soft">No earlier conversations.</p>;
  return (
    <>
      <h4>Earlier conversations</h4>
      <ul class="earlier" data-testid="earlier">
        {conversations.map(({ conversation_id, last_message, status, at }) => (
          <li key={conversation_id}>
            <a href={openedAt(selection, conversation_id)}>
              <span>{last_message ? excerptOf(last_message.text) : "Nothing was said"}</span>
              <small>
                {dayWords(at, now)} · {statusWords({ status, agent: null }, "")}
              </small>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
