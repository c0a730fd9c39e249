/** Who else is here: colleagues and how busy they are, what they look at, and what is offered to this agent. */
import type { Person } from "../wire/events.ts";
import type { Connection } from "../wire/socket.ts";
import type { Colleague, OfferSignal, ViewingSignal } from "../wire/staff-workplace.ts";
import type { Clock } from "./clock.ts";
import type { Queue } from "./staff-queue.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Load {
  readonly colleague: Colleague;
  /** Conversations that are theirs now. */
  readonly busy: number;
}

type Viewers = ReadonlyMap<string, readonly Person[]>;

export class Floor {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #me: string;
  readonly #colleagues: Store<readonly Colleague[]> = createStore<readonly Colleague[]>([]);
  readonly #viewers: Store<Viewers> = createStore<Viewers>(new Map());
  readonly #offers: Store<readonly OfferSignal[]> = createStore<readonly OfferSignal[]>([]);
  #shown: string | null = null;

  constructor(connection: Connection, clock: Clock, me: string) {
    this.#connection = connection;
    this.#clock = clock;
    this.#me = me;
    connection.onUp(() => void this.#arrive());
    connection.onDown(() => {
      this.#viewers.set(new Map());
      this.#colleagues.set([]);
    });
    connection.on<{ agents?: readonly Colleague[] }>("presence", ({ agents }) =>
      this.#colleagues.set(agents ?? []),
    );
    connection.on<ViewingSignal>("viewing", (signal) => this.#take([signal]));
    connection.on<OfferSignal>("offer", (offer) => this.#lay([offer]));
  }

  /** Everybody with an open window, this agent too. */
  get colleagues(): Readable<readonly Colleague[]> {
    return this.#colleagues;
  }

  /** Others who have a conversation on their screen, by its id. */
  get viewers(): Readable<Viewers> {
    return this.#viewers;
  }

  /** What this agent can accept now, soonest over first. */
  get offers(): Readable<readonly OfferSignal[]> {
    return this.#offers;
  }

  /** Tells colleagues what is on this screen. */
  show(conversationId: string | null): void {
    if (this.#shown === conversationId) return;
    this.#shown = conversationId;
    void this.#tellShown();
  }

  /** Takes an offer off the screen, whatever comes of it. */
  settle(conversationId: string): void {
    this.#offers.update((offers) => without(offers, conversationId));
  }

  async #arrive(): Promise<void> {
    await this.#tellShown();
    const ack = await this.#ask<{ offers?: readonly OfferSignal[] }>("offer:list", {});
    if (!ack) return;
    this.#offers.set([]);
    this.#lay(ack.offers ?? []);
  }

  async #tellShown(): Promise<void> {
    const payload = { conversation_id: this.#shown };
    const ack = await this.#ask<{ viewing?: readonly ViewingSignal[] }>("viewing", payload);
    if (!ack) return;
    this.#viewers.set(new Map());
    this.#take(ack.viewing ?? []);
  }

  #take(signals: readonly ViewingSignal[]): void {
    this.#viewers.update((viewers) => {
      const next = new Map(viewers);
      for (const { conversation_id, agents } of signals) {
        const others = agents.filter(({ id }) => id !== this.#me);
        if (others.length > 0) next.set(conversation_id, others);
        else next.delete(conversation_id);
      }
      return next;
    });
  }

  #lay(coming: readonly OfferSignal[]): void {
    for (const offer of coming) {
      const { conversation_id, expires_at, over } = offer;
      const left = Date.parse(expires_at) - this.#clock.now();
      this.settle(conversation_id);
      if (over !== undefined || !(left > 0)) continue;
      this.#offers.update((offers) =>
        [...offers, offer].sort((a, b) => Date.parse(a.expires_at) - Date.parse(b.expires_at)),
      );
      this.#clock.after(left, () =>
        this.#offers.update((offers) => offers.filter((known) => known !== offer)),
      );
    }
  }

  /** Lossy by design: whatever is missed is asked again on the next connection. */
  async #ask<T>(event: string, payload: unknown): Promise<T | null> {
    if (!this.#connection.connected) return null;
    try {
      const ack = await this.#connection.ask<T>(event, payload);
      return ack.ok ? ack : null;
    } catch {
      return null;
    }
  }
}

const without = (offers: readonly OfferSignal[], id: string) =>
  offers.filter(({ conversation_id }) => conversation_id !== id);

/** How busy everybody is who is here: those with most room first. */
export function loadsOf(colleagues: readonly Colleague[], { summaries }: Queue): Load[] {
  const busy = new Map<string, number>();
  for (const { status, agent } of summaries.values()) {
    if (status === "assigned" && agent) busy.set(agent.id, (busy.get(agent.id) ?? 0) + 1);
  }
  return colleagues
    .map((colleague) => ({ colleague, busy: busy.get(colleague.id) ?? 0 }))
    .sort(
      (a, b) =>
        Number(a.colleague.status === "away") - Number(b.colleague.status === "away") ||
        b.colleague.capacity - b.busy - (a.colleague.capacity - a.busy) ||
        a.colleague.name.localeCompare(b.colleague.name),
    );
}
