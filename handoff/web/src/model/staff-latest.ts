/**
 * Answers to an input that keeps changing: asks once the input has come to rest, and an answer to an
 * earlier input never replaces that to a later one.
 */
import type { Cancel, Clock } from "./clock.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Answered<T> {
  /** The last answer there was; it stays while a newer one is on its way. */
  readonly value: T | null;
  readonly waiting: boolean;
  readonly problem: string | null;
}

export class Latest<In, Out> {
  readonly #state: Store<Answered<Out>>;
  readonly #clock: Clock;
  readonly #run: (input: In) => Promise<Out>;
  #round = 0;
  #cancel: Cancel = () => {};

  constructor(clock: Clock, run: (input: In) => Promise<Out>) {
    this.#clock = clock;
    this.#run = run;
    this.#state = createStore<Answered<Out>>({ value: null, waiting: false, problem: null });
  }

  get state(): Readable<Answered<Out>> {
    return this.#state;
  }

  /** Asks after `restMs` without another call. */
  ask(input: In, restMs = 0): void {
    this.#cancel();
    this.#round += 1;
    const round = this.#round;
    this.#state.update((state) => ({ ...state, waiting: true }));
    if (restMs === 0) void this.#answer(input, round);
    else this.#cancel = this.#clock.after(restMs, () => void this.#answer(input, round));
  }

  /** Puts a value in place by hand; an answer that is on its way is left aside. */
  put(value: Out | null): void {
    this.#cancel();
    this.#round += 1;
    this.#state.set({ value, waiting: false, problem: null });
  }

  async #answer(input: In, round: number): Promise<void> {
    let next: Partial<Answered<Out>>;
    try {
      next = { value: await this.#run(input), problem: null };
    } catch (problem) {
      next = { problem: problemWords(problem) };
    }
    if (round === this.#round)
      this.#state.update((state) => ({ ...state, ...next, waiting: false }));
  }
}
