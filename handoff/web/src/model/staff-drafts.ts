/**
 * What an agent has begun to write, for each conversation: a reply and a note apart from each other, so
 * that words meant for colleagues never stand in the box that goes to the customer.
 */
import type { KeyValue } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export type Mode = "reply" | "note";

export interface Returned {
  readonly conversationId: string;
  readonly mode: Mode;
}

export class Drafts {
  readonly #storage: KeyValue;
  readonly #returned: Store<Returned | null> = createStore<Returned | null>(null);

  constructor(storage: KeyValue) {
    this.#storage = storage;
  }

  /** The last words that came back unsent, so that an open box takes them up. */
  get returned(): Readable<Returned | null> {
    return this.#returned;
  }

  /** Words that were not sent stand in their box again, before what was written since. */
  giveBack(conversationId: string, mode: Mode, text: string): void {
    const since = this.text(conversationId, mode);
    this.keep(conversationId, mode, since === "" ? text : `${text}\n${since}`);
    this.#returned.set({ conversationId, mode });
  }

  text(conversationId: string, mode: Mode): string {
    return this.#storage.get(`${mode}:${conversationId}`) ?? "";
  }

  keep(conversationId: string, mode: Mode, text: string): void {
    this.#put(`${mode}:${conversationId}`, text);
  }

  /** The box that was open last: somebody who was writing a note comes back to the note. */
  mode(conversationId: string): Mode {
    return this.#storage.get(`mode:${conversationId}`) === "note" ? "note" : "reply";
  }

  keepMode(conversationId: string, mode: Mode): void {
    this.#put(`mode:${conversationId}`, mode === "note" ? mode : "");
  }

  #put(key: string, value: string): void {
    if (value === "") this.#storage.remove(key);
    else this.#storage.set(key, value);
  }
}
