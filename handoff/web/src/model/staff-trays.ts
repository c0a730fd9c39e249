/** One tray of files for each conversation: what is uploaded stays when the agent turns to another one. */
import type { FileRef } from "../wire/events.ts";
import type { Upload } from "../wire/files.ts";
import type { Clock } from "./clock.ts";
import { scoped } from "./staff-storage.ts";
import type { KeyValue } from "./storage.ts";
import { Tray } from "./tray.ts";

/** Brings files to a conversation and fetches them from there. */
export interface FileWays {
  upload(conversationId: string, upload: Upload): Promise<FileRef>;
  load(conversationId: string, id: string): Promise<Blob>;
}

export class Trays {
  readonly #trays = new Map<string, Tray>();
  readonly #storage: KeyValue;
  readonly #clock: Clock;
  readonly #ways: FileWays | null;

  constructor(storage: KeyValue, clock: Clock, ways: FileWays | null) {
    this.#storage = storage;
    this.#clock = clock;
    this.#ways = ways;
  }

  of(conversationId: string): Tray {
    const known = this.#trays.get(conversationId);
    if (known) return known;
    const storage = scoped(this.#storage, `tray:${encodeURIComponent(conversationId)}:`);
    const send = (upload: Upload) => {
      if (!this.#ways) throw new Error("files have no way out of here");
      return this.#ways.upload(conversationId, upload);
    };
    const tray = new Tray(storage, send, () => this.#clock.now());
    this.#trays.set(conversationId, tray);
    return tray;
  }

  async load(conversationId: string, id: string): Promise<Blob> {
    if (!this.#ways) throw new Error("files have no way in here");
    return this.#ways.load(conversationId, id);
  }

  /** The connection is back. */
  resume(): void {
    for (const tray of this.#trays.values()) tray.resume();
  }
}
