/**
 * Keeps an agent's lease: as long as it is renewed, the agent's conversations stay theirs. What was lost while
 * the page was away is told once, by the answer to the first renewal that comes through.
 */
import type { LeaseAck, LostConversation } from "../wire/payloads.ts";
import type { Connection } from "../wire/socket.ts";
import type { Cancel, Clock } from "./clock.ts";

const USUAL_MS = 20_000;
const SHARE = 3;

export class LeaseKeeper {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #onLost: (lost: readonly LostConversation[]) => void;
  #told: readonly string[] = [];
  #cancel: Cancel = () => {};
  #round = 0;

  constructor(
    connection: Connection,
    clock: Clock,
    onLost: (lost: readonly LostConversation[]) => void,
  ) {
    this.#connection = connection;
    this.#clock = clock;
    this.#onLost = onLost;
  }

  start(): void {
    this.#round += 1;
    void this.#renew(this.#round);
  }

  stop(): void {
    this.#round += 1;
    this.#cancel();
  }

  async #renew(round: number): Promise<void> {
    this.#cancel();
    const wait = await this.#ask().catch(() => USUAL_MS);
    if (round !== this.#round) return;
    this.#cancel = this.#clock.after(wait, () => void this.#renew(round));
  }

  async #ask(): Promise<number> {
    const told = this.#told;
    const ack = await this.#connection.ask<LeaseAck>("lease:renew", { told });
    if (!ack.ok) return USUAL_MS;
    this.#told = ack.lost.map(({ conversation_id }) => conversation_id);
    const fresh = ack.lost.filter(({ conversation_id }) => !told.includes(conversation_id));
    if (fresh.length > 0) this.#onLost(fresh);
    return (ack.lease_s * 1_000) / SHARE;
  }
}
