/** A clock for tests: time passes only when told. */
import type { Cancel, Clock } from "./clock.ts";

interface Task {
  readonly at: number;
  readonly run: () => void;
}

export class FakeClock implements Clock {
  #now: number;
  #tasks: Task[] = [];
  readonly #chance: number;

  constructor(now = 0, chance = 0.5) {
    this.#now = now;
    this.#chance = chance;
  }

  now(): number {
    return this.#now;
  }

  random(): number {
    return this.#chance;
  }

  after(ms: number, run: () => void): Cancel {
    const task = { at: this.#now + ms, run };
    this.#tasks.push(task);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== task);
    };
  }

  /** Lets `ms` pass, running what falls due in order, with waiting promises settled in between. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (let task = this.#next(end); task; task = this.#next(end)) {
      this.#now = Math.max(this.#now, task.at);
      this.#tasks = this.#tasks.filter((other) => other !== task);
      task.run();
      await settle();
    }
    this.#now = end;
  }

  #next(end: number): Task | undefined {
    return this.#tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0];
  }
}

/** Gives every promise that is ready the chance to run on. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}
