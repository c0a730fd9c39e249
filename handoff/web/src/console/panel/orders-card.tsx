/** What the customer ordered, how far it is, and why it cannot be shown when it cannot. */
import {
  dayWords,
  leewayWords,
  moneyWords,
  orderTone,
  parcelWords,
  problemOfOrders,
} from "../../model/staff-care-words.ts";
import { humanised } from "../../model/staff-words.ts";
import type { KeyValue } from "../../model/storage.ts";
import { Badge } from "../../ui/bits.tsx";
import type { CustomerPanel, OrderView } from "../../wire/staff-care.ts";
import { Section } from "./section.tsx";

interface OrdersCardProps {
  readonly customer: CustomerPanel;
  readonly storage: KeyValue;
  readonly now: number;
  readonly onAgain: () => void;
}

export function OrdersCard({ customer, storage, now, onAgain }: OrdersCardProps) {
  const { orders, problem } = customer;
  return (
    <Section
      name="orders"
      title="Orders"
      storage={storage}
      aside={orders && orders.length > 0 && <span class="panel-count">{orders.length}</span>}
    >
      {problem !== null && (
        <p class="soft" data-testid="orders-problem" data-problem={problem}>
          {problemOfOrders(problem)}
        </p>
      )}
      {problem !== null && problem !== "not_verified" && (
        <button type="button" class="link-button" onClick={onAgain}>
          Try again
        </button>
      )}
      {orders?.length === 0 && <p class="soft">No orders in the shop.</p>}
      {orders?.map((order) => (
        <OrderLine key={order.number} order={order} now={now} />
      ))}
    </Section>
  );
}

interface OrderLineProps {
  readonly order: OrderView;
  readonly now: number;
}

function OrderLine({ order, now }: OrderLineProps) {
  const { number, status, placed_at, total, lines, shipment } = order;
  const parcel = parcelWords(order, now);
  const leeway = leewayWords(order);
  return (
    <details class="order" data-testid="order" data-order={number}>
      <summary>
        <strong>{number}</strong>
        <Badge tone={orderTone(status)}>{humanised(status)}</Badge>
        <span class="order-sum">{moneyWords(total)}</span>
        <small>
          {dayWords(placed_at, now)}
          {parcel && ` · ${parcel}`}
        </small>
      </summary>
      <ul>
        {lines.map(({ id, quantity, product, variant, returned }) => (
          <li key={id}>
            {quantity} × {product}
            {variant && `, ${variant}`}
            {returned > 0 && ` (${returned} returned)`}
          </li>
        ))}
      </ul>
      {shipment && (
        <p>
          Tracking{" "}
          <a href={shipment.tracking_url} target="_blank" rel="noopener noreferrer">
            {shipment.tracking}
          </a>
        </p>
      )}
      {leeway && <p class="soft">{leeway}</p>}
    </details>
  );
}
