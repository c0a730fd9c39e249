/** How far each side has read: the other side's cursor as it is told, our own told at most once for each seq. */
import type { SeenCursors, SeenSignal } from "../wire/payloads.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export type Side = "customer" | "agent";

export class Seen {
  readonly #theirs: Store<number> = createStore(0);
  readonly #tell: (seq: number) => void;
  readonly #other: Side;
  #told = 0;

  constructor(side: Side, tell: (seq: number) => void) {
    this.#other = side === "customer" ? "agent" : "customer";
    this.#tell = tell;
  }

  /** The last seq that the other side has seen. */
  get theirs(): Readable<number> {
    return this.#theirs;
  }

  /** As the server stores it. */
  take(cursors: SeenCursors | undefined): void {
    this.#raise(cursors?.[this.#other] ?? 0);
  }

  hear({ by, seq }: SeenSignal): void {
    if (by === this.#other) this.#raise(seq);
  }

  /** Somebody at this screen has seen the conversation up to `seq`. */
  show(seq: number): void {
    if (seq <= this.#told) return;
    this.#told = seq;
    this.#tell(seq);
  }

  /** Another conversation, or another history of it. */
  reset(): void {
    this.#told = 0;
    this.#theirs.set(0);
  }

  #raise(seq: number): void {
    if (seq > this.#theirs.get()) this.#theirs.set(seq);
  }
}
