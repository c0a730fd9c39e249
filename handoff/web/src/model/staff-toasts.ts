/** Short words about what just happened. Bad news stays longer, so that it can be read twice. */
import type { Clock } from "./clock.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface Toast {
  readonly id: number;
  readonly tone: "good" | "bad";
  readonly text: string;
  readonly action: ToastAction | null;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

const SHORT_MS = 5_000;
const LONG_MS = 15_000;
const AT_ONCE = 3;

export class Toasts {
  readonly #items: Store<readonly Toast[]> = createStore<readonly Toast[]>([]);
  readonly #clock: Clock;
  #next = 1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get items(): Readable<readonly Toast[]> {
    return this.#items;
  }

  /** Something that can still be undone stays long enough for a change of mind. */
  good(text: string, action: ToastAction | null = null): void {
    this.#show({ tone: "good", text, action }, action ? LONG_MS : SHORT_MS);
  }

  bad(text: string): void {
    this.#show({ tone: "bad", text, action: null }, LONG_MS);
  }

  dismiss(id: number): void {
    this.#items.update((items) => items.filter((item) => item.id !== id));
  }

  #show(words: Omit<Toast, "id">, ms: number): void {
    const toast = { ...words, id: this.#next };
    this.#next += 1;
    this.#items.update((items) =>
      [...items.filter((item) => !isOvertaken(item, toast)), toast].slice(-AT_ONCE),
    );
    this.#clock.after(ms, () => this.dismiss(toast.id));
  }
}

/** Good news makes older good news stale, except what can still be undone; nothing is said twice at once. */
function isOvertaken(known: Toast, next: Toast): boolean {
  if (known.text === next.text) return true;
  return known.tone === "good" && next.tone === "good" && known.action === null;
}
