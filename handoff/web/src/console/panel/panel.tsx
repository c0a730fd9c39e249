/** What there is to know beside the open conversation. */

import { tagsInUse } from "../../model/staff-tags.ts";
import type { Thread } from "../../model/staff-thread.ts";
import type { Selection } from "../../model/staff-views.ts";
import { useNow } from "../../ui/staff-hooks.ts";
import { useStore } from "../../ui/use-store.ts";
import type { Station } from "../station.ts";
import { CustomerCard } from "./customer-card.tsx";
import { HandoverCard } from "./handover-card.tsx";
import { OrdersCard } from "./orders-card.tsx";
import "./panel.css";
import { Section } from "./section.tsx";
import { SuggestionCard } from "./suggestion-card.tsx";
import { TagField } from "./tag-field.tsx";
import { useAnswer } from "./use-answer.ts";
import { WhyCard } from "./why-card.tsx";

interface PanelProps {
  readonly station: Station;
  readonly thread: Thread;
  readonly selection: Selection;
}

const REST_MS = 800;

export function Panel({ station, thread, selection }: PanelProps) {
  const { desk, care, storage } = station;
  const { id } = thread;
  const { conversation } = useStore(thread.sync.state);
  const queue = useStore(desk.list.queue);
  const now = useNow(60_000);
  const { status, messages, tags } = conversation;
  const said = `${status}:${messages.length}`;
  const handover = useAnswer(desk.clock, () => care.api.handover(id), said, REST_MS);
  const customer = useAnswer(desk.clock, () => care.api.customer(id), status, REST_MS);
  const mine = status === "assigned" && conversation.agent?.id === desk.me.id;
  const tag = async (next: readonly string[]) => {
    const refused = await care.tag(id, next);
    if (refused !== null) desk.toasts.bad(refused);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <div class="panel-scroll" data-testid="panel" data-conversation-id={id} tabIndex={0}>
      {mine && <SuggestionCard station={station} conversation={conversation} id={id} />}
      <WhyCard conversation={conversation} storage={storage} />
      <HandoverCard answer={handover} storage={storage} />
      <Section name="tags" title="Tags" storage={storage}>
        <TagField tags={tags} used={tagsInUse(queue)} onTags={(next) => void tag(next)} />
      </Section>
      <CustomerCard answer={customer} storage={storage} selection={selection} now={now} />
      {customer.value && (
        <OrdersCard
          customer={customer.value}
          storage={storage}
          now={now}
          onAgain={customer.again}
        />
      )}
    </div>
  );
}
