/** What went to one webhook lately, and sending it again. */
import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../model/clock.ts";
import { Latest } from "../model/staff-latest.ts";
import { attemptsWords, stateOf, typeWords } from "../model/staff-webhooks.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { TableBox, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Delivery, Webhook } from "../wire/staff-webhooks.ts";
import type { PeopleDesk } from "./desk.ts";

/** What waits changes by itself, so one looks again. */
const LOOK_MS = 3_000;

interface TableProps {
  readonly desk: PeopleDesk;
  readonly webhook: Webhook;
}

export function DeliveryTable({ desk, webhook }: TableProps) {
  const { id, url, active } = webhook;
  const [latest] = useState(
    () => new Latest(systemClock, (_: null) => desk.webhooksApi.deliveries(id)),
  );
  const { value, waiting, problem } = useStore(latest.state);
  const look = () => latest.ask(null);
  useEffect(() => {
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [latest]);
  const again = async (delivery: Delivery) => {
    const words = active ? "It goes out again." : "It goes out once the webhook is switched on.";
    await desk.attempt(desk.webhooksApi.again(id, delivery.id), words);
    look();
  };
  if (problem) return <Trouble problem={problem} onAgain={look} />;
  if (!value) return waiting ? <Waiting /> : null;
  if (value.length === 0)
    return <p data-testid="deliveries-none">Nothing was to be delivered yet.</p>;
  return (
    <TableBox label={`Deliveries to ${url}`}>
      <table class="table" data-testid="deliveries">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">How it went</th>
            <th scope="col">
              <span class="unseen">What to do</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {value.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} onAgain={again} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

interface RowProps {
  readonly delivery: Delivery;
  readonly onAgain: (delivery: Delivery) => void;
}

function DeliveryRow({ delivery, onAgain }: RowProps) {
  const { type, seq, created_at, next_at, sent_at, failure, conversation_id, state } = delivery;
  const { words, tone } = stateOf(delivery);
  return (
    <tr data-testid="delivery" data-state={state} data-seq={seq}>
      <th scope="row">
        {typeWords(type)}
        <div class="details">
          {dayTime(created_at)} · number {seq} of {conversation_id}
        </div>
      </th>
      <td>
        <Badge tone={tone}>{words}</Badge>
        <div class="details">
          {attemptsWords(delivery)}
          {sent_at && ` · ${dayTime(sent_at)}`}
          {next_at && ` · next ${dayTime(next_at)}`}
          {failure && ` · ${failure}`}
        </div>
      </td>
      <td class="acts">
        <Button
          size="small"
          aria-label={`Send ${typeWords(type)}, number ${seq} of ${conversation_id}, again`}
          onClick={() => onAgain(delivery)}
          data-testid="delivery-again"
        >
          Send again
        </Button>
      </td>
    </tr>
  );
}
