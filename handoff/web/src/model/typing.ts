/** Who is typing: a signal that may be lost either way, so it wears off by itself. */
import type { TypingSignal } from "../wire/payloads.ts";
import type { Cancel, Clock } from "./clock.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const WEARS_OFF_MS = 6_000;
const REPEAT_MS = 3_000;

/** The other side's typing. */
export class TypingWatch {
  readonly #who: Store<TypingSignal | null> = createStore<TypingSignal | null>(null);
  readonly #clock: Clock;
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get who(): Readable<TypingSignal | null> {
    return this.#who;
  }

  hear(signal: TypingSignal): void {
    this.#cancel();
    this.#who.set(signal.active ? signal : null);
    if (signal.active) this.#cancel = this.#clock.after(WEARS_OFF_MS, () => this.#who.set(null));
  }

  /** A message came: whoever wrote it has stopped typing. */
  still(): void {
    this.#cancel();
    this.#who.set(null);
  }
}

/** Our own typing, told at most every few seconds. */
export class TypingVoice {
  readonly #tell: (active: boolean) => void;
  readonly #clock: Clock;
  #told = Number.NEGATIVE_INFINITY;
  #cancel: Cancel = () => {};

  constructor(tell: (active: boolean) => void, clock: Clock) {
    this.#tell = tell;
    this.#clock = clock;
  }

  /** A key was pressed and the draft is not empty. */
  press(): void {
    this.#cancel();
    this.#cancel = this.#clock.after(WEARS_OFF_MS - 1_000, () => this.stop());
    if (this.#clock.now() - this.#told < REPEAT_MS) return;
    this.#told = this.#clock.now();
    this.#tell(true);
  }

  /** The draft was sent or emptied, or nothing was typed for a while. */
  stop(): void {
    this.#cancel();
    if (this.#told === Number.NEGATIVE_INFINITY) return;
    this.#told = Number.NEGATIVE_INFINITY;
    this.#tell(false);
  }
}
