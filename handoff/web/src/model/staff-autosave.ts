/** Saves once the typing rests, and again and again while the server does not answer. */
import type { Cancel, Clock } from "./clock.ts";

/** What came of a try: `again` is worth another one, `done` and `stop` wait for the next change. */
export type Tried = "done" | "again" | "stop";

export const REST_MS = 2_500;
const FIRST_RETRY_MS = 4_000;
const LAST_RETRY_MS = 60_000;

export class Autosave {
  readonly #clock: Clock;
  readonly #save: () => Promise<Tried>;
  #cancel: Cancel = () => {};
  #retryMs = FIRST_RETRY_MS;

  constructor(clock: Clock, save: () => Promise<Tried>) {
    this.#clock = clock;
    this.#save = save;
  }

  /** Something changed: the rest begins anew. */
  touch(): void {
    this.#after(REST_MS);
  }

  /** Does not wait for the rest: the page is being left, or the connection is back. */
  async flush(): Promise<void> {
    this.#cancel();
    await this.#try();
  }

  stop(): void {
    this.#cancel();
    this.#cancel = () => {};
  }

  #after(ms: number): void {
    this.#cancel();
    this.#cancel = this.#clock.after(ms, () => void this.#try());
  }

  async #try(): Promise<void> {
    const tried = await this.#save();
    if (tried !== "again") {
      this.#retryMs = FIRST_RETRY_MS;
      return;
    }
    this.#after(this.#retryMs);
    this.#retryMs = Math.min(2 * this.#retryMs, LAST_RETRY_MS);
  }
}
