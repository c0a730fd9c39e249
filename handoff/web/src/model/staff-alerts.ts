/** What an agent is called to, by sound and on the desktop: only what they have to act on. */
import type { Clock } from "./clock.ts";
import type { Queue } from "./staff-queue.ts";
import { customerName, plainLine, reasonShort } from "./staff-words.ts";
import { type KeyValue, readJson } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface News {
  readonly conversationId: string;
  readonly title: string;
  readonly text: string;
}

export interface AlertSettings {
  readonly sound: boolean;
  readonly desktop: boolean;
}

/** What the browser does about it. */
export interface Bell {
  ring(): void;
  show(news: News): void;
  /** Whether nobody looks at the page. */
  away(): boolean;
}

const KEY = "alerts";
const PAUSE_MS = 2_000;
const AT_FIRST: AlertSettings = { sound: false, desktop: false };

export class Alerts {
  readonly #settings: Store<AlertSettings>;
  readonly #storage: KeyValue;
  readonly #clock: Clock;
  readonly #bell: Bell;
  #rung = Number.NEGATIVE_INFINITY;

  constructor(storage: KeyValue, clock: Clock, bell: Bell) {
    this.#storage = storage;
    this.#clock = clock;
    this.#bell = bell;
    this.#settings = createStore({ ...AT_FIRST, ...asSettings(readJson(storage, KEY)) });
  }

  get settings(): Readable<AlertSettings> {
    return this.#settings;
  }

  change(change: Partial<AlertSettings>): void {
    this.#settings.update((settings) => ({ ...settings, ...change }));
    this.#storage.set(KEY, JSON.stringify(this.#settings.get()));
  }

  /** Several at once ring once. */
  tell(news: readonly News[]): void {
    if (news.length === 0) return;
    const { sound, desktop } = this.#settings.get();
    if (sound && this.#clock.now() - this.#rung >= PAUSE_MS) {
      this.#rung = this.#clock.now();
      this.#bell.ring();
    }
    if (!desktop || !this.#bell.away()) return;
    for (const one of news) this.#bell.show(one);
  }
}

/** Who began to wait, and what one's own customers wrote, between two states of the list. */
export function newsOf(before: Queue, after: Queue, me: string): News[] {
  if (!before.loaded) return [];
  const news: News[] = [];
  for (const [id, summary] of after.summaries) {
    const known = before.summaries.get(id);
    if (known === summary) continue;
    const title = customerName(summary.customer);
    if (summary.status === "queued" && known?.status !== "queued") {
      const text = summary.reason ? reasonShort(summary.reason) : "Waiting";
      news.push({ conversationId: id, title: `${title} is waiting`, text });
    } else if (summary.agent?.id === me && known?.last_message?.at !== summary.last_message?.at) {
      if (summary.last_message?.author !== "customer") continue;
      news.push({ conversationId: id, title, text: plainLine(summary.last_message.text) });
    }
  }
  return news;
}

function asSettings(value: unknown): Partial<AlertSettings> {
  if (typeof value !== "object" || value === null) return {};
  const { sound, desktop } = value as Record<string, unknown>;
  return { sound: sound === true, desktop: desktop === true };
}
