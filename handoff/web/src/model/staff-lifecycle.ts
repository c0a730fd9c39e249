/** What moves an article on: going live now or later, leaving, coming back. Golden questions may stop it. */
import type { ArticlesApi, StaffArticle } from "../wire/staff-articles.ts";
import type { Editing } from "./staff-editing.ts";
import type { Step } from "./staff-editing-state.ts";
import { type GateStop, gateStopOf } from "./staff-gate.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

type GatedAct = "publish" | "archive" | "remove";

export interface Stopped extends GateStop {
  readonly act: GatedAct;
}

interface LifecyclePorts {
  readonly api: ArticlesApi;
  readonly toasts: Toasts;
  /** A deletion was taken back. */
  readonly onBack: (article: StaffArticle) => void;
}

export class Lifecycle {
  readonly #editing: Editing;
  readonly #ports: LifecyclePorts;
  readonly #stopped: Store<Stopped | null> = createStore<Stopped | null>(null);

  constructor(editing: Editing, ports: LifecyclePorts) {
    this.#editing = editing;
    this.#ports = ports;
  }

  /** What the golden questions held back, until the editor has decided. */
  get stopped(): Readable<Stopped | null> {
    return this.#stopped;
  }

  async publish(reason?: string): Promise<boolean> {
    return this.#gated(
      "publish",
      async () => {
        const article = await this.#editing.store();
        return this.#ports.api.publish(article.id, article.revision, reason);
      },
      () => "Published. The bot answers from this text now.",
    );
  }

  async archive(reason?: string): Promise<boolean> {
    return this.#gated(
      "archive",
      () => {
        const { id, revision } = this.#editing.stored();
        return this.#ports.api.archive(id, revision, reason);
      },
      () => "Archived. Customers no longer see it; publishing brings it back.",
    );
  }

  async remove(reason?: string): Promise<boolean> {
    const article = this.#editing.stored();
    const { id, revision, title } = article;
    const done = await this.#gated(
      "remove",
      async () => {
        await this.#ports.api.remove(id, revision, reason);
        return article;
      },
      () => "",
    );
    if (!done) return false;
    this.#editing.removed(id);
    this.#ports.toasts.good(`“${title}” is deleted.`, {
      label: "Undo",
      run: () => void this.#undelete(id),
    });
    return true;
  }

  /** Does what was held back all the same; the reason is kept. */
  async override(reason: string): Promise<boolean> {
    const stopped = this.#stopped.get();
    if (!stopped) return false;
    const done = await this[stopped.act](reason);
    if (done) this.#stopped.set(null);
    return done;
  }

  /** Back to the text, with nothing changed for customers. */
  reconsider(): void {
    this.#stopped.set(null);
  }

  /** Makes an earlier revision the newest draft; unsaved text has to be saved or discarded before. */
  async restore(number: number): Promise<boolean> {
    if (this.#editing.dirty) {
      this.#ports.toasts.bad("Save or discard your changes first, so that they are not lost.");
      return false;
    }
    return this.#editing.step(
      "restore",
      () => {
        const { id, revision } = this.#editing.stored();
        return this.#ports.api.restore(id, number, revision);
      },
      () => `The text of revision ${number} is the draft now. Publish it to bring it to customers.`,
    );
  }

  /** Lets the newest text go live at `at`, an ISO time with its zone. */
  async schedule(at: string): Promise<boolean> {
    return this.#editing.step(
      "schedule",
      async () => {
        const { id, revision } = await this.#editing.store();
        return this.#ports.api.schedule(id, revision, at);
      },
      () => "Scheduled. It goes live by itself, through the same golden questions.",
    );
  }

  async unschedule(): Promise<boolean> {
    return this.#editing.step(
      "schedule",
      () => this.#ports.api.unschedule(this.#editing.stored().id),
      () => "The schedule is cancelled. The draft stays as it is.",
    );
  }

  #gated(
    act: GatedAct & Step,
    run: () => Promise<StaffArticle>,
    words: () => string,
  ): Promise<boolean> {
    return this.#editing.step(act, run, words, (problem) => {
      const stop = gateStopOf(problem);
      if (stop) this.#stopped.set({ act, ...stop });
      return stop !== null;
    });
  }

  async #undelete(id: string): Promise<void> {
    try {
      this.#ports.onBack(await this.#ports.api.undelete(id));
    } catch (problem) {
      this.#ports.toasts.bad(problemWords(problem));
    }
  }
}
