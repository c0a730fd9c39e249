/** Past conversations decided again under another policy: how far it is, and what would have changed. */
import type {
  PoliciesApi,
  PolicyValues,
  WhatIf,
  WhatIfResult,
  WhatIfWish,
} from "../wire/staff-policies.ts";
import type { Cancel, Clock } from "./clock.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface TrialState {
  readonly phase: "idle" | "running" | "done" | "cancelled" | "failed";
  readonly job: WhatIf | null;
  /** What was tried. */
  readonly wish: WhatIfWish | null;
  readonly problem: string | null;
}

const IDLE: TrialState = { phase: "idle", job: null, wish: null, problem: null };
const ASK_MS = 300;
const MISSES = 5;
const OVERTAKEN = "Somebody began another one meanwhile, so this one was stopped.";
const LOST = "The server could not finish it.";

export class PolicyTrial {
  readonly #api: PoliciesApi;
  readonly #clock: Clock;
  readonly #state: Store<TrialState> = createStore<TrialState>(IDLE);
  #round = 0;
  #missed = 0;
  #next: Cancel = () => {};

  constructor(api: PoliciesApi, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  get state(): Readable<TrialState> {
    return this.#state;
  }

  /** Whether just these values, without another target, were tried to the end. */
  covers(values: PolicyValues): boolean {
    const { phase, wish } = this.#state.get();
    if (phase !== "done" || wish?.target_error !== undefined) return false;
    return keyOf(wish?.values) === keyOf(values);
  }

  /** Throws what the server says to values that it does not take. */
  async begin(wish: WhatIfWish): Promise<void> {
    this.#stop();
    const round = this.#round;
    this.#missed = 0;
    this.#state.set({ ...IDLE, phase: "running", wish });
    try {
      const { id } = await this.#api.ask(wish);
      if (round === this.#round) await this.#look(id, round);
    } catch (problem) {
      if (round === this.#round) this.#state.set(IDLE);
      throw problem;
    }
  }

  /** What was tried is in force now, or no longer of interest. */
  forget(): void {
    this.#stop();
    this.#state.set(IDLE);
  }

  async cancel(): Promise<void> {
    const { job } = this.#state.get();
    this.#stop();
    this.#state.update((state) => ({ ...state, phase: "cancelled" }));
    // What nobody waits for any more may as well run to its end.
    if (job) await this.#api.cancel(job.id).catch(() => {});
  }

  #stop(): void {
    this.#next();
    this.#round += 1;
  }

  async #look(id: string, round: number): Promise<void> {
    let job: WhatIf;
    try {
      job = await this.#api.whatIf(id);
      this.#missed = 0;
    } catch (problem) {
      this.#missed += 1;
      if (round !== this.#round) return;
      if (this.#missed < MISSES) return this.#again(id, round);
      this.#state.update((state) => ({
        ...state,
        phase: "failed",
        problem: problemWords(problem),
      }));
      return;
    }
    if (round !== this.#round) return;
    const problem = job.status === "cancelled" ? OVERTAKEN : job.status === "failed" ? LOST : null;
    this.#state.update((state) => ({ ...state, phase: job.status, job, problem }));
    if (job.status === "running") this.#again(id, round);
  }

  #again(id: string, round: number): void {
    this.#next = this.#clock.after(ASK_MS, () => void this.#look(id, round));
  }
}

const keyOf = (values: PolicyValues | undefined): string =>
  JSON.stringify(Object.entries(values ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

const DECISIONS: Readonly<Record<string, string>> = {
  say: "says it itself",
  answer: "answers",
  clarify: "asks which one",
  offer: "offers a person",
  escalate: "calls a person",
};

export const decided = (kind: string): string => DECISIONS[kind] ?? kind.replaceAll("_", " ");

export interface FlipCount {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

export function flipCounts(counts: WhatIfResult["counts"]): FlipCount[] {
  return Object.entries(counts)
    .map(([kind, count]) => {
      const [from = "", to = ""] = kind.split("->");
      return { from, to, count };
    })
    .sort((a, b) => b.count - a.count);
}

/** Whether a flip brings a person in, sends one away, or neither. */
export function direction({ from, to }: Pick<FlipCount, "from" | "to">): "more" | "less" | "same" {
  if (to === "escalate" && from !== "escalate") return "more";
  return from === "escalate" && to !== "escalate" ? "less" : "same";
}

export function minutes(value: number): string {
  if (Math.abs(value) < 120) return `${Number(value.toFixed(1))} min`;
  return `${Number((value / 60).toFixed(1))} h`;
}

/** What it would have cost, in one sentence. */
export function costWords({ agent_minutes: cost, turns }: WhatIfResult): string {
  if (turns === 0) return "There is no conversation yet that could be decided again.";
  const { difference } = cost;
  if (difference === 0) return "It would have cost agents as much time as it did.";
  const more = difference > 0 ? "more" : "less";
  return `It would have cost agents ${minutes(Math.abs(difference))} ${more} than it did.`;
}

export function basisWords({ agent_minutes: cost, turns, unreadable }: WhatIfResult): string {
  const taken = cost.assumed ? "taken to be" : "measured at";
  const skipped = unreadable > 0 ? ` ${unreadable} older turns could not be read.` : "";
  return `${turns.toLocaleString("en")} turns decided again; a handoff is ${taken} ${minutes(cost.per_handoff)}.${skipped}`;
}
