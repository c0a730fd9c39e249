/** Taking in a file of articles: a dry run shows what would happen, then it happens, and it can be undone. */
import type { ImportRun, ImportsApi, ImportWishes } from "../wire/staff-imports.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export const MOST_BYTES = 20 * 1024 * 1024;
const KINDS = /\.(?:csv|jsonl|md|zip|html?)$/iu;
const POLL_MS = 400;

export interface Chosen {
  readonly name: string;
  readonly blob: Blob;
}

export interface ImportState {
  readonly file: Chosen | null;
  readonly wishes: ImportWishes;
  /** The run that is under way or that was the last one of this file. */
  readonly run: ImportRun | null;
  readonly busy: boolean;
  readonly problem: string | null;
}

const START: ImportState = {
  file: null,
  wishes: { skip_invalid: true, on_duplicate: "update" },
  run: null,
  busy: false,
  problem: null,
};

export class ImportDesk {
  readonly #api: ImportsApi;
  readonly #clock: Clock;
  readonly #toasts: Toasts;
  readonly #onTaken: () => void;
  readonly #state: Store<ImportState> = createStore(START);
  readonly #history: Latest<null, readonly ImportRun[]>;
  #round = 0;

  /** `onTaken` hears that articles came in or went. */
  constructor(api: ImportsApi, clock: Clock, toasts: Toasts, onTaken: () => void) {
    this.#api = api;
    this.#clock = clock;
    this.#toasts = toasts;
    this.#onTaken = onTaken;
    this.#history = new Latest(clock, () => api.list());
  }

  get state(): Readable<ImportState> {
    return this.#state;
  }

  get history(): Readable<Answered<readonly ImportRun[]>> {
    return this.#history.state;
  }

  refresh(): void {
    this.#history.ask(null);
  }

  /** Takes a file and tries it, without changing anything. */
  async choose(file: Chosen): Promise<void> {
    const problem = unfit(file);
    this.#round += 1;
    this.#put({ ...START, wishes: this.#state.get().wishes, file: problem ? null : file, problem });
    if (!problem) await this.#start(true);
  }

  /** Other wishes make another dry run. */
  async wish(part: Partial<ImportWishes>): Promise<void> {
    this.#put({ wishes: { ...this.#state.get().wishes, ...part } });
    if (this.#state.get().file) await this.#start(true);
  }

  async confirm(): Promise<void> {
    const run = await this.#start(false);
    if (run?.status !== "done") return;
    this.#toasts.good(`“${run.filename}” is in. It can be undone as a whole.`, {
      label: "Undo",
      run: () => void this.undo(run.id),
    });
    this.#onTaken();
  }

  putAway(): void {
    this.#round += 1;
    this.#put(START);
  }

  async undo(id: string): Promise<void> {
    try {
      const { undone, kept } = await this.#api.undo(id);
      this.#toasts.good(undoneWords(undone.length, kept.length));
      if (this.#state.get().run?.id === id) this.putAway();
      this.#onTaken();
    } catch (problem) {
      this.#toasts.bad(problemWords(problem));
    }
    this.refresh();
  }

  async #start(dryRun: boolean): Promise<ImportRun | null> {
    const { file, wishes } = this.#state.get();
    if (!file) return null;
    this.#round += 1;
    const round = this.#round;
    this.#put({ busy: true, problem: null, ...(dryRun ? {} : { run: null }) });
    try {
      let run = await this.#api.start(file.blob, file.name, dryRun, wishes);
      while (run.status === "running" && round === this.#round) {
        this.#put({ run });
        await this.#rest();
        run = await this.#api.get(run.id);
      }
      if (round !== this.#round) return null;
      this.#put({ run, problem: run.status === "failed" ? run.problem : null });
      return run;
    } catch (problem) {
      if (round === this.#round) this.#put({ problem: problemWords(problem), run: null });
      return null;
    } finally {
      if (round === this.#round) this.#put({ busy: false });
      if (!dryRun) this.refresh();
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.after(POLL_MS, resolve);
    });
  }

  #put(change: Partial<ImportState>): void {
    this.#state.update((state) => ({ ...state, ...change }));
  }
}

/** Why a file cannot be sent at all; null when it can. */
function unfit({ name, blob }: Chosen): string | null {
  if (!KINDS.test(name)) {
    return `“${name}” is none of the kinds that can be read: CSV, JSONL, Markdown, a ZIP of Markdown files, or HTML.`;
  }
  if (blob.size === 0) return `“${name}” is empty.`;
  if (blob.size > MOST_BYTES) return `“${name}” is larger than 20 MB. Split it and try again.`;
  return null;
}

export function undoneWords(undone: number, kept: number): string {
  const taken = `The import is undone${undone > 0 ? `: ${count(undone, "article")} taken back` : ""}.`;
  if (kept === 0) return taken;
  return `${taken} ${count(kept, "article")} stayed, because somebody changed ${kept === 1 ? "it" : "them"} since.`;
}

export const count = (number: number, noun: string): string =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

/** What was taken in and can still be taken back. */
export const isUndoable = ({ status, dry_run }: ImportRun): boolean =>
  status === "done" && !dry_run;
