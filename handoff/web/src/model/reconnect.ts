/** Keeps one connection up: decides when to try again, and says how things stand. */
import type { Connection, Loss } from "../wire/socket.ts";
import { CONNECT_BACKOFF, waitBefore } from "./backoff.ts";
import type { Cancel, Clock } from "./clock.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Link {
  readonly phase: "idle" | "connecting" | "up" | "waiting";
  /** Attempts since the connection was last up. */
  readonly attempt: number;
  readonly loss: Loss | null;
}

/** A gateway that accepts the connection and then says nothing is given up after this long. */
const PATIENCE_MS = 12_000;

export class Reconnector {
  readonly #link: Store<Link> = createStore<Link>({ phase: "idle", attempt: 0, loss: null });
  readonly #connection: Connection;
  readonly #clock: Clock;
  #cancel: Cancel = () => {};

  constructor(connection: Connection, clock: Clock) {
    this.#connection = connection;
    this.#clock = clock;
    connection.onUp(() => this.#up());
    connection.onDown((loss) => this.#down(loss));
  }

  get link(): Readable<Link> {
    return this.#link;
  }

  start(): void {
    if (this.#link.get().phase === "idle") this.#try();
  }

  stop(): void {
    this.#cancel();
    this.#connection.close();
    this.#link.set({ phase: "idle", attempt: 0, loss: null });
  }

  /** Tries at once: the browser is back online, the page is visible again, or the customer asked for it. */
  hurry(): void {
    if (this.#link.get().phase === "waiting") this.#try();
  }

  #try(): void {
    this.#cancel();
    const { attempt, loss } = this.#link.get();
    this.#link.set({ phase: "connecting", attempt: attempt + 1, loss });
    this.#cancel = this.#clock.after(PATIENCE_MS, () => {
      this.#connection.close();
      this.#down({ code: "unreachable", message: "the gateway did not answer" });
    });
    this.#connection.open();
  }

  #up(): void {
    this.#cancel();
    this.#link.set({ phase: "up", attempt: 0, loss: null });
  }

  #down(loss: Loss): void {
    const { phase, attempt } = this.#link.get();
    if (phase === "idle" || phase === "waiting") return;
    this.#cancel();
    this.#link.set({ phase: "waiting", attempt, loss });
    const wait = waitBefore(Math.max(1, attempt), this.#clock.random(), CONNECT_BACKOFF);
    this.#cancel = this.#clock.after(wait, () => this.#try());
  }
}
