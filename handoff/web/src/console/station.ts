/** One agent's place of work: the desk, the colleagues around it, and what calls to it. */
import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../model/clock.ts";
import { Alerts, newsOf } from "../model/staff-alerts.ts";
import { Care } from "../model/staff-care.ts";
import { excerptOf } from "../model/staff-care-words.ts";
import { Desk } from "../model/staff-desk.ts";
import { Floor } from "../model/staff-floor.ts";
import { leads } from "../model/staff-rights.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { customerName } from "../model/staff-words.ts";
import { type KeyValue, prefixedStorage } from "../model/storage.ts";
import { createStore, type Store } from "../model/store.ts";
import type { MentionSignal, Session } from "../wire/payloads.ts";
import { connect } from "../wire/socket.ts";
import { changes } from "../wire/staff-call.ts";
import { careApi } from "../wire/staff-care.ts";
import { staffFiles, staffPost } from "../wire/staff-messages.ts";
import { type TeamLine, type WorkplaceApi, workplaceApi } from "../wire/staff-workplace.ts";
import { browserBell } from "./browser-bell.ts";

export interface Station {
  readonly desk: Desk;
  readonly floor: Floor;
  readonly alerts: Alerts;
  readonly care: Care;
  readonly api: WorkplaceApi;
  readonly teams: Store<readonly TeamLine[]>;
  readonly storage: KeyValue;
  /** Whether this agent leads: sees everybody's load and may take over. */
  readonly leads: boolean;
}

const TEAMS_MS = 60_000;

/** One station for as long as this person stays signed in. */
export function useStation(keeper: SessionKeeper, session: Session, toasts: Toasts): Station {
  const [station] = useState(() => build(keeper, session, toasts));
  useEffect(() => {
    const { desk } = station;
    const hurry = () => desk.hurry();
    const forget = keeper.state.subscribe(({ phase }) => phase === "in" && hurry());
    const deaf = listen(station);
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    desk.start();
    return () => {
      forget();
      deaf();
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      desk.stop();
    };
  }, [station, keeper]);
  return station;
}

function build(keeper: SessionKeeper, session: Session, toasts: Toasts): Station {
  const connection = connect("/agent", async () => ({
    token: (await keeper.fresh()).socket_token,
  }));
  const storage = prefixedStorage(() => window.localStorage, `frontdesk:staff:${session.id}:`);
  const me = { id: session.id, name: session.name };
  const post = staffPost(() => keeper.csrf);
  const files = staffFiles(() => keeper.csrf);
  const alerts = new Alerts(storage, systemClock, browserBell());
  const mentioned = ({ conversation_id, by, text, seq }: MentionSignal) => {
    const title = `${by.name} mentions you`;
    alerts.tell([{ conversationId: conversation_id, title, text: excerptOf(text) }]);
    toasts.good(`${title}: ${excerptOf(text)}`, {
      label: "Open",
      run: () => {
        location.hash = `#/c/${encodeURIComponent(conversation_id)}?at=${seq}`;
      },
    });
  };
  const desk = new Desk({ connection, clock: systemClock, storage, toasts, me, post, files });
  const care = careApi(changes(() => keeper.csrf));
  return {
    care: new Care(care, connection, systemClock, mentioned, (lines) => desk.list.addOlder(lines)),
    desk,
    floor: new Floor(connection, systemClock, me.id),
    alerts,
    api: workplaceApi,
    teams: createStore<readonly TeamLine[]>([]),
    storage,
    leads: leads(session.roles),
  };
}

/** Calls the agent to what is new, and keeps the teams known. */
function listen({ desk, floor, alerts, api, teams }: Station): () => void {
  let before = desk.list.queue.get();
  const onQueue = desk.list.queue.subscribe((queue) => {
    alerts.tell(newsOf(before, queue, desk.me.id));
    before = queue;
  });
  let offered = new Set<string>();
  const onOffer = floor.offers.subscribe((offers) => {
    const fresh = offers.filter(({ conversation_id }) => !offered.has(conversation_id));
    offered = new Set(offers.map(({ conversation_id }) => conversation_id));
    alerts.tell(
      fresh.map(({ conversation_id }) => {
        const customer = before.summaries.get(conversation_id)?.customer;
        const title = customer ? `${customerName(customer)} is offered to you` : "An offer for you";
        return { conversationId: conversation_id, title, text: "Accept or decline" };
      }),
    );
  });
  const look = () => {
    // What is not known now is known at the next look; the list works without.
    api.teams().then(teams.set, () => undefined);
  };
  look();
  const timer = setInterval(look, TEAMS_MS);
  return () => {
    onQueue();
    onOffer();
    clearInterval(timer);
  };
}
