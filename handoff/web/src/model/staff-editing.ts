/**
 * One article on an editor's screen. What is typed is kept in the browser until the server has it, and a
 * text that somebody else saved in between is never overwritten unseen.
 */
import type { ArticleContent } from "../wire/articles.ts";
import { HttpProblem } from "../wire/problem.ts";
import type { ArticlesApi, StaffArticle } from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { BLANK, contentOf, same, tidied, type UnsavedTexts } from "./staff-content.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export type Step = "save" | "publish" | "archive" | "restore" | "remove";

export interface EditingState {
  readonly phase: "loading" | "ready" | "failed";
  /** Why it could not be opened. */
  readonly problem: string | null;
  /** As the server has it; null while it is new. */
  readonly article: StaffArticle | null;
  /** As it stands in the form. */
  readonly content: ArticleContent;
  /** The revision that the form's text was made from. */
  readonly base: number | null;
  readonly busy: Step | null;
  /** What somebody else saved in between. */
  readonly conflict: StaffArticle | null;
  /** When the text was typed that an earlier visit left unsaved and that is in the form now. */
  readonly recoveredFrom: number | null;
}

const START: EditingState = {
  phase: "loading",
  problem: null,
  article: null,
  content: BLANK,
  base: null,
  busy: null,
  conflict: null,
  recoveredFrom: null,
};

export interface EditingPorts {
  readonly api: ArticlesApi;
  readonly clock: Clock;
  readonly unsaved: UnsavedTexts;
  readonly toasts: Toasts;
  /** The article is now stored like this: for the list, and the address of a new one. */
  readonly onStored: (article: StaffArticle) => void;
  readonly onRemoved: (id: string) => void;
}

export class Editing {
  /** What was opened; null for a new article, also once it has been saved. */
  readonly #opened: string | null;
  readonly #state: Store<EditingState> = createStore(START);
  readonly #ports: EditingPorts;

  constructor(id: string | null, ports: EditingPorts) {
    this.#opened = id;
    this.#ports = ports;
  }

  get id(): string | null {
    return this.#state.get().article?.id ?? this.#opened;
  }

  get state(): Readable<EditingState> {
    return this.#state;
  }

  get dirty(): boolean {
    const { article, content, phase } = this.#state.get();
    return phase === "ready" && !same(content, article ?? BLANK);
  }

  async load(): Promise<void> {
    try {
      const article = this.id === null ? null : await this.#ports.api.get(this.id);
      const kept = this.#ports.unsaved.find(this.id);
      const recovered = kept !== null && !same(kept.content, article ?? BLANK);
      this.#put({
        ...START,
        phase: "ready",
        article,
        content: recovered ? kept.content : contentOf(article ?? BLANK),
        base: (recovered ? kept.revision : article?.revision) ?? null,
        recoveredFrom: recovered ? kept.at : null,
      });
    } catch (problem) {
      this.#put({ phase: "failed", problem: problemWords(problem) });
    }
  }

  change(part: Partial<ArticleContent>): void {
    this.#put({ content: { ...this.#state.get().content, ...part } });
    this.#keep();
  }

  /** Back to the text as the server has it. */
  discard(): void {
    const { article } = this.#state.get();
    this.#ports.unsaved.drop(this.id);
    this.#put({
      content: contentOf(article ?? BLANK),
      base: article?.revision ?? null,
      recoveredFrom: null,
    });
  }

  async save(): Promise<boolean> {
    if (!this.dirty && this.id !== null) {
      this.#ports.toasts.good("Everything is saved already.");
      return true;
    }
    return this.#step("save", () => this.#store(), savedWords);
  }

  async publish(): Promise<boolean> {
    return this.#step(
      "publish",
      async () => {
        const article = this.dirty ? await this.#store() : this.#stored();
        return this.#ports.api.publish(article.id, article.revision);
      },
      () => "Published. The bot answers from this text now.",
    );
  }

  async archive(): Promise<boolean> {
    return this.#step(
      "archive",
      () => this.#ports.api.archive(this.#stored().id, this.#stored().revision),
      () => "Archived. Customers no longer see it; publishing brings it back.",
    );
  }

  /** Makes an earlier revision the newest draft; unsaved text has to be saved or discarded before. */
  async restore(number: number): Promise<boolean> {
    if (this.dirty) {
      this.#ports.toasts.bad("Save or discard your changes first, so that they are not lost.");
      return false;
    }
    return this.#step(
      "restore",
      () => this.#ports.api.restore(this.#stored().id, number, this.#stored().revision),
      () => `The text of revision ${number} is the draft now. Publish it to bring it to customers.`,
    );
  }

  async remove(): Promise<boolean> {
    const { id, revision, title } = this.#stored();
    this.#put({ busy: "remove" });
    try {
      await this.#ports.api.remove(id, revision);
      this.#ports.unsaved.drop(id);
      this.#ports.onRemoved(id);
      this.#ports.toasts.good(`“${title}” is deleted.`, {
        label: "Undo",
        run: () => this.#undelete(id),
      });
      return true;
    } catch (problem) {
      await this.#refused(problem);
      return false;
    } finally {
      this.#put({ busy: null });
    }
  }

  async #undelete(id: string): Promise<void> {
    try {
      this.#ports.onStored(await this.#ports.api.undelete(id));
    } catch (problem) {
      this.#ports.toasts.bad(problemWords(problem));
    }
  }

  /** The form's text goes over what somebody else saved, now that it has been seen. */
  async keepMine(): Promise<boolean> {
    const { conflict } = this.#state.get();
    if (!conflict) return false;
    this.#put({ article: conflict, base: conflict.revision, conflict: null });
    this.#keep();
    return this.save();
  }

  takeTheirs(): void {
    const { conflict } = this.#state.get();
    if (!conflict) return;
    this.#put({ article: conflict, conflict: null });
    this.discard();
  }

  /** Back to the form, with nothing decided. */
  decideLater(): void {
    this.#put({ conflict: null });
  }

  #stored(): StaffArticle {
    const { article } = this.#state.get();
    if (!article) throw new Error("the article has not been saved yet");
    return article;
  }

  async #store(): Promise<StaffArticle> {
    const { article, base, content } = this.#state.get();
    const sent = tidied(content);
    const stored = article
      ? await this.#ports.api.save(article.id, sent, base ?? article.revision)
      : await this.#ports.api.create(sent);
    // What was typed while the server was asked stays, and was made from the revision that it gave.
    this.#take(stored, this.#state.get().content === content);
    this.#put({ base: stored.revision, recoveredFrom: null });
    this.#ports.unsaved.drop(this.#opened);
    this.#keep();
    return stored;
  }

  /** Takes what the server has; the form's text gives way only when nothing in it would be lost. */
  #take(article: StaffArticle, replace: boolean): void {
    this.#put({
      article,
      ...(replace ? { content: contentOf(article), base: article.revision } : {}),
    });
    this.#keep();
  }

  async #step(
    busy: Step,
    run: () => Promise<StaffArticle>,
    words: (article: StaffArticle) => string,
  ): Promise<boolean> {
    if (this.#state.get().busy !== null) return false;
    const before = this.#state.get().article;
    this.#put({ busy });
    try {
      const article = await run();
      this.#take(article, !this.dirty);
      this.#ports.toasts.good(words(article));
      return true;
    } catch (problem) {
      await this.#refused(problem);
      return false;
    } finally {
      this.#put({ busy: null });
      const { article } = this.#state.get();
      if (article && article !== before) this.#ports.onStored(article);
    }
  }

  async #refused(problem: unknown): Promise<void> {
    const { article } = this.#state.get();
    if (article && problem instanceof HttpProblem && problem.status === 412) {
      try {
        this.#put({ conflict: await this.#ports.api.get(article.id) });
        return;
      } catch (again) {
        this.#ports.toasts.bad(problemWords(again));
        return;
      }
    }
    this.#ports.toasts.bad(problemWords(problem));
  }

  #keep(): void {
    const { unsaved, clock } = this.#ports;
    const { content, base } = this.#state.get();
    if (this.dirty) unsaved.keep(this.id, { content, revision: base, at: clock.now() });
    else unsaved.drop(this.id);
  }

  #put(change: Partial<EditingState>): void {
    this.#state.update((state) => ({ ...state, ...change }));
  }
}

function savedWords(article: StaffArticle): string {
  return article.status === "published"
    ? "Saved as a draft. Customers still see the published text."
    : "Saved as a draft. Publish it to bring it to customers.";
}
