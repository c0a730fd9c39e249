/**
 * Files that are to go with the next message. They are uploaded as soon as they are chosen; a message goes
 * out when all of them are there, and what has been uploaded is still held after a reload.
 */
import type { FileRef } from "../wire/events.ts";
import type { Upload } from "../wire/files.ts";
import { HttpProblem } from "../wire/problem.ts";
import { uuid7 } from "./ids.ts";
import { type KeyValue, readJson } from "./storage.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export const MOST_FILES = 5;
const KEY = "files";

export interface Held {
  readonly client_id: string;
  readonly name: string;
  readonly size: number;
  readonly state: "uploading" | "ready" | "failed";
  /** How much has been uploaded, 0 to 1. */
  readonly share: number;
  /** Why it failed, in the server's words; null when no answer came. */
  readonly error: string | null;
  /** False when the same file would be refused again. */
  readonly retryable: boolean;
  /** The file as the server knows it, once it does. */
  readonly file: FileRef | null;
}

export type Send = (upload: Upload) => Promise<FileRef>;
export type Standing = "empty" | "uploading" | "failed" | "ready";
/** Whether a message may be sent with them; `open` also while they are on their way. */
export type Gate = "empty" | "open" | "shut";

interface Chosen extends Blob {
  readonly name: string;
}

export class Tray {
  readonly #items: Store<readonly Held[]>;
  readonly #waiting: Store<boolean> = createStore(false);
  readonly #overfull: Store<boolean> = createStore(false);
  readonly #gate: Store<Gate>;
  readonly #storage: KeyValue;
  readonly #send: Send;
  readonly #now: () => number;
  readonly #contents = new Map<string, Chosen>();
  readonly #calls = new Map<string, AbortController>();
  #whenReady: (() => void) | null = null;

  constructor(storage: KeyValue, send: Send, now: () => number) {
    this.#storage = storage;
    this.#send = send;
    this.#now = now;
    this.#items = createStore(load(storage));
    this.#gate = createStore<Gate>(this.standing === "empty" ? "empty" : "open");
  }

  get items(): Readable<readonly Held[]> {
    return this.#items;
  }

  /** A message waits for its uploads. */
  get waiting(): Readable<boolean> {
    return this.#waiting;
  }

  get gate(): Readable<Gate> {
    return this.#gate;
  }

  /** More files were chosen than one message takes. */
  get overfull(): Readable<boolean> {
    return this.#overfull;
  }

  get standing(): Standing {
    const states = this.#items.get().map(({ state }) => state);
    if (states.length === 0) return "empty";
    if (states.includes("failed")) return "failed";
    return states.includes("uploading") ? "uploading" : "ready";
  }

  add(files: readonly Chosen[]): void {
    const room = MOST_FILES - this.#items.get().length;
    this.#overfull.set(files.length > room);
    for (const file of files.slice(0, room)) {
      const client_id = uuid7(this.#now());
      const { name, size } = file;
      this.#contents.set(client_id, file);
      this.#set([...this.#items.get(), { ...FRESH, client_id, name, size }]);
      void this.#upload(client_id);
    }
  }

  retry(clientId: string): void {
    if (!this.#contents.has(clientId)) return;
    this.#change(clientId, FRESH);
    void this.#upload(clientId);
  }

  /** The connection is back: tries again what got no answer. */
  resume(): void {
    for (const { client_id, state, error } of this.#items.get()) {
      if (state === "failed" && error === null) this.retry(client_id);
    }
  }

  remove(clientId: string): void {
    this.#calls.get(clientId)?.abort();
    this.#contents.delete(clientId);
    this.#overfull.set(false);
    this.#set(this.#items.get().filter((item) => item.client_id !== clientId));
  }

  clear(): void {
    for (const { client_id } of this.#items.get()) this.remove(client_id);
  }

  /** Calls back once everything is uploaded; not at all when something fails before. */
  whenReady(then: () => void): void {
    this.#whenReady = then;
    this.#look();
  }

  /** Hands over what is uploaded, for a message. */
  take(): readonly FileRef[] {
    const files = this.#items.get().flatMap(({ file }) => (file ? [file] : []));
    this.clear();
    return files;
  }

  /** Takes back the files of a message that was not sent. */
  giveBack(files: readonly FileRef[]): void {
    const held = files.map((file) => ({
      ...FRESH,
      client_id: file.id,
      name: file.name,
      size: file.size,
      state: "ready" as const,
      share: 1,
      file,
    }));
    this.#set([...held, ...this.#items.get()].slice(0, MOST_FILES));
  }

  async #upload(clientId: string): Promise<void> {
    const file = this.#contents.get(clientId);
    if (!file) return;
    const call = new AbortController();
    this.#calls.set(clientId, call);
    const onProgress = (share: number) => this.#change(clientId, { share });
    try {
      const { name } = file;
      const stored = await this.#send({ file, name, clientId, onProgress, signal: call.signal });
      const { size } = stored;
      this.#change(clientId, { state: "ready", share: 1, file: stored, name: stored.name, size });
    } catch (problem) {
      this.#change(clientId, { state: "failed", ...faultOf(problem) });
    } finally {
      this.#calls.delete(clientId);
    }
  }

  #change(clientId: string, change: Partial<Held>): void {
    this.#set(
      this.#items
        .get()
        .map((item) => (item.client_id === clientId ? { ...item, ...change } : item)),
    );
  }

  #set(items: readonly Held[]): void {
    this.#items.set(items);
    const ready = items.filter(({ state }) => state === "ready");
    if (ready.length > 0) this.#storage.set(KEY, JSON.stringify(ready));
    else this.#storage.remove(KEY);
    this.#look();
  }

  #look(): void {
    const { standing } = this;
    const then = this.#whenReady;
    const waits = then !== null && standing === "uploading";
    this.#waiting.set(waits);
    if (standing === "empty") this.#gate.set("empty");
    else this.#gate.set(waits || standing === "failed" ? "shut" : "open");
    if (then === null || waits) return;
    this.#whenReady = null;
    if (standing !== "failed") then();
  }
}

const FRESH = { state: "uploading", share: 0, error: null, retryable: true, file: null } as const;

/** What a refusal says of the file stays true; what is too much or broken just now may pass. */
function faultOf(problem: unknown): Pick<Held, "error" | "retryable"> {
  if (!(problem instanceof HttpProblem) || problem.status === 0)
    return { error: null, retryable: true };
  const passing = problem.status >= 500 || problem.status === 401 || problem.status === 429;
  return { error: problem.message, retryable: passing };
}

function load(storage: KeyValue): readonly Held[] {
  const kept = readJson(storage, KEY);
  return Array.isArray(kept) ? kept.filter((item: Held) => typeof item?.file?.id === "string") : [];
}
