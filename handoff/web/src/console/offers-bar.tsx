/** Conversations that are offered to this agent, each with the time that is left to accept. */
import { useEffect, useState } from "preact/hooks";
import { openedAt } from "../model/staff-place.ts";
import type { Selection } from "../model/staff-views.ts";
import { customerName, reasonShort } from "../model/staff-words.ts";
import { Button } from "../ui/button.tsx";
import { useNow } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import type { OfferSignal } from "../wire/staff-workplace.ts";
import type { Station } from "./station.ts";

interface OffersBarProps {
  readonly station: Station;
  readonly selection: Selection;
}

export function OffersBar({ station, selection }: OffersBarProps) {
  const offers = useStore(station.floor.offers);
  if (offers.length === 0) return null;
  return (
    <section class="offers" aria-label="Offered to you">
      {offers.map((offer) => (
        <Offer key={offer.conversation_id} station={station} offer={offer} selection={selection} />
      ))}
    </section>
  );
}

interface OfferProps extends OffersBarProps {
  readonly offer: OfferSignal;
}

function Offer({ station, offer, selection }: OfferProps) {
  const { desk, floor } = station;
  const { conversation_id: id, expires_at } = offer;
  const summary = useStore(desk.list.queue).summaries.get(id);
  const busy = useStore(desk.busy);
  const name = summary ? customerName(summary.customer) : "A customer";
  const accept = async () => {
    if (!(await desk.act("accept", id))) return;
    floor.settle(id);
    location.hash = openedAt(selection, id);
  };
  const decline = async () => {
    if (await desk.act("decline", id)) floor.settle(id);
  };
  return (
    <div class="offer" role="alert" data-testid="offer" data-conversation-id={id}>
      <Countdown until={expires_at} />
      <p>
        <strong>{name}</strong> is offered to you
        {summary?.reason && <span class="soft"> · {reasonShort(summary.reason)}</span>}
      </p>
      <Button
        kind="primary"
        size="small"
        data-testid="offer-accept"
        disabled={busy !== null}
        onClick={() => void accept()}
      >
        Accept
      </Button>
      <Button
        size="small"
        data-testid="offer-decline"
        disabled={busy !== null}
        onClick={() => void decline()}
      >
        Decline
      </Button>
    </div>
  );
}

/** The seconds that are left, and the same as a ring that runs empty. */
function Countdown({ until }: { readonly until: string }) {
  const now = useNow(1_000);
  const [begun] = useState(Date.now);
  const [ring, setRing] = useState<SVGCircleElement | null>(null);
  const whole = Math.max(1, Date.parse(until) - begun);
  const left = Math.max(0, Date.parse(until) - now);
  useEffect(() => {
    ring?.style.setProperty("stroke-dashoffset", String(100 - (100 * left) / whole));
  }, [ring, left, whole]);
  return (
    <span class="countdown" role="timer" data-testid="countdown">
      <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
        <circle cx="18" cy="18" r="15.9" pathLength="100" />
        <circle ref={setRing} cx="18" cy="18" r="15.9" pathLength="100" />
      </svg>
      {Math.ceil(left / 1_000)}
      <span class="unseen"> seconds left</span>
    </span>
  );
}
