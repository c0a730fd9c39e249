/** The search over all conversations, as the agent types: the first page at rest, further ones on demand. */
import type { SearchPage, WorkplaceApi } from "../wire/staff-workplace.ts";
import type { Cancel, Clock } from "./clock.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Search {
  readonly words: string;
  readonly page: SearchPage | null;
  readonly waiting: boolean;
  readonly problem: string | null;
}

const REST_MS = 200;
const NOTHING: Search = { words: "", page: null, waiting: false, problem: null };

export class Finding {
  readonly #state: Store<Search> = createStore<Search>(NOTHING);
  readonly #api: Pick<WorkplaceApi, "search">;
  readonly #clock: Clock;
  #round = 0;
  #cancel: Cancel = () => {};

  constructor(api: Pick<WorkplaceApi, "search">, clock: Clock) {
    this.#api = api;
    this.#clock = clock;
  }

  get state(): Readable<Search> {
    return this.#state;
  }

  /** Asks once the typing rests; the last page stays while the next one is on its way. */
  look(words: string): void {
    this.#cancel();
    this.#round += 1;
    if (words.trim() === "") {
      this.#state.set({ ...NOTHING, words });
      return;
    }
    this.#state.update((state) => ({ ...state, words, waiting: true, problem: null }));
    const round = this.#round;
    this.#cancel = this.#clock.after(REST_MS, () => void this.#fetch(words, round, null));
  }

  more(): void {
    const { words, page, waiting } = this.#state.get();
    if (waiting || !page?.next) return;
    this.#state.update((state) => ({ ...state, waiting: true }));
    void this.#fetch(words, this.#round, page);
  }

  async #fetch(words: string, round: number, before: SearchPage | null): Promise<void> {
    let change: Partial<Search>;
    try {
      const page = await this.#api.search(words.trim(), before?.next ?? undefined);
      change = { page: before ? joined(before, page) : page, problem: null };
    } catch (problem) {
      change = { problem: problemWords(problem) };
    }
    if (round === this.#round)
      this.#state.update((state) => ({ ...state, ...change, waiting: false }));
  }
}

function joined(before: SearchPage, page: SearchPage): SearchPage {
  return { ...before, results: [...before.results, ...page.results], next: page.next };
}
