/** Other programs that hear of what happens: who hears what, since when, and how it goes. */
import { useEffect, useState } from "preact/hooks";
import { standingOf, turned, typeWords } from "../model/staff-webhooks.ts";
import { Badge, Notice } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, Nothing, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Webhook } from "../wire/staff-webhooks.ts";
import type { PeopleDesk } from "./desk.ts";
import { DeliveryTable } from "./webhook-deliveries.tsx";
import { SecretOnce, WebhookForm } from "./webhook-form.tsx";

export function WebhooksPage({ desk }: { readonly desk: PeopleDesk }) {
  const { value, waiting, problem } = useStore(desk.webhooks.state);
  const again = () => desk.webhooks.ask(null);
  useEffect(again, [desk]);
  return (
    <DeskPageFrame
      title="Webhooks"
      testid="webhooks"
      busy={waiting}
      words="Other programs that are told what happens in conversations, as it happens. What cannot be delivered is tried again for days."
    >
      {problem && <Trouble problem={problem} onAgain={again} />}
      {!value && waiting && <Waiting />}
      <WebhookForm desk={desk} onAdded={again} />
      {value?.length === 0 && (
        <Nothing title="No webhooks yet" testid="webhooks-none">
          Add the address of a program that shall hear of new messages, handoffs or ends.
        </Nothing>
      )}
      {value?.map((webhook) => (
        <WebhookCard key={webhook.id} desk={desk} webhook={webhook} onChange={again} />
      ))}
    </DeskPageFrame>
  );
}

interface CardProps {
  readonly desk: PeopleDesk;
  readonly webhook: Webhook;
  readonly onChange: () => void;
}

function WebhookCard({ desk, webhook, onChange }: CardProps) {
  const { words, tone } = standingOf(webhook);
  const { url, types, internal, note, failing_since, created_at } = webhook;
  return (
    <section class="webhook" data-testid="webhook" data-url={url} aria-label={`Webhook ${url}`}>
      <h3>
        {url} <Badge tone={tone}>{words}</Badge> {internal && <Badge>internal</Badge>}
      </h3>
      <p class="details">
        Hears {types.map(typeWords).join(", ")} · since {dayTime(created_at)}
        {failing_since && ` · failing since ${dayTime(failing_since)}`}
      </p>
      {note && (
        <Notice tone="warn" icon="alert">
          {note}
        </Notice>
      )}
      <Acts desk={desk} webhook={webhook} onChange={onChange} />
      <Deliveries desk={desk} webhook={webhook} />
    </section>
  );
}

function Acts({ desk, webhook, onChange }: CardProps) {
  const { id, url, active } = webhook;
  const api = desk.webhooksApi;
  const [removing, setRemoving] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const run = async (act: Promise<unknown>, done: string) => {
    await desk.attempt(act, done);
    onChange();
  };
  const renew = async () => {
    const renewed = await desk.attempt(api.renew(id, turned(webhook, active)), "A new secret.");
    if (renewed) setSecret(renewed.secret);
  };
  return (
    <>
      <div class="webhook-acts">
        <Button
          size="small"
          aria-label={`Send a test to ${url}`}
          onClick={() => void desk.ping(id)}
          data-testid="webhook-test"
        >
          Send a test
        </Button>
        <Button
          size="small"
          aria-label={`${active ? "Pause" : "Switch on"} ${url}`}
          onClick={() =>
            void run(api.change(id, turned(webhook, !active)), active ? "Paused." : "It is on.")
          }
          data-testid="webhook-turn"
        >
          {active ? "Pause" : "Switch on"}
        </Button>
        <Button
          size="small"
          aria-label={`New secret for ${url}`}
          onClick={() => void renew()}
          data-testid="webhook-renew"
        >
          New secret
        </Button>
        <Button
          size="small"
          kind="danger"
          aria-label={removing ? `Really delete ${url}` : `Delete ${url}`}
          onClick={() => (removing ? void run(api.remove(id), "Deleted.") : setRemoving(true))}
          onBlur={() => setRemoving(false)}
          data-testid="webhook-delete"
        >
          {removing ? "Really delete?" : "Delete"}
        </Button>
      </div>
      {secret && <SecretOnce secret={secret} />}
    </>
  );
}

/** What went out lately; fetched when somebody wants to see it. */
function Deliveries({ desk, webhook }: Omit<CardProps, "onChange">) {
  const [shown, setShown] = useState(false);
  return (
    <details onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary data-testid="webhook-deliveries">Recent deliveries</summary>
      {shown && <DeliveryTable desk={desk} webhook={webhook} />}
    </details>
  );
}
