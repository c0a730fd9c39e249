/**
 * One article on an editor's screen. What is typed is kept in the browser at once and on the server soon
 * after, and a text that somebody else saved in between is never overwritten unseen.
 */
import type { ArticleContent } from "../wire/articles.ts";
import { HttpProblem } from "../wire/problem.ts";
import type { ArticlesApi, StaffArticle } from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { Autosave, type Tried } from "./staff-autosave.ts";
import { BLANK, contentOf, same, tidied, type UnsavedTexts } from "./staff-content.ts";
import {
  type EditingState,
  START,
  type Step,
  savedWords,
  worthAnAddress,
} from "./staff-editing-state.ts";
import { problemWords } from "./staff-problems.ts";
import type { Toasts } from "./staff-toasts.ts";
import { createStore, type Readable, type Store } from "./store.ts";

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
  readonly #autosave: Autosave;
  /** Saves go one after the other, so that each names the revision that the last one made. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(id: string | null, ports: EditingPorts) {
    this.#opened = id;
    this.#ports = ports;
    this.#autosave = new Autosave(ports.clock, () => this.#saveByItself());
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
    this.#autosave.touch();
  }

  /** Back to the text as the server has it. */
  discard(): void {
    const { article } = this.#state.get();
    this.#autosave.stop();
    this.#ports.unsaved.drop(this.id);
    this.#put({
      content: contentOf(article ?? BLANK),
      base: article?.revision ?? null,
      recoveredFrom: null,
      overtakenBy: null,
      hindrance: null,
    });
  }

  async save(): Promise<boolean> {
    if (!this.dirty && this.id !== null) {
      this.#ports.toasts.good("Everything is saved already.");
      return true;
    }
    return this.step("save", () => this.store(), savedWords);
  }

  /** Saves what is not saved yet without being asked: the page is being left, or the server is back. */
  async flush(): Promise<void> {
    if (this.dirty) await this.#autosave.flush();
    else this.#autosave.stop();
  }

  /** Shows the two texts side by side; the editor then chooses. */
  compare(): void {
    const { overtakenBy } = this.#state.get();
    this.#put({ conflict: overtakenBy });
  }

  /** The form's text goes over what somebody else saved, now that it has been seen. */
  async keepMine(): Promise<boolean> {
    const { conflict } = this.#state.get();
    if (!conflict) return false;
    this.#put({ article: conflict, base: conflict.revision, conflict: null, overtakenBy: null });
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

  /** The article as the server has it, for what can only be done with a stored one. */
  stored(): StaffArticle {
    const { article } = this.#state.get();
    if (!article) throw new Error("the article has not been saved yet");
    return article;
  }

  /** Gives the form's text to the server, or what it has when nothing differs. */
  async store(): Promise<StaffArticle> {
    const { article, base, content } = this.#state.get();
    if (article && !this.dirty) return article;
    const sent = tidied(content);
    const stored = article
      ? await this.#ports.api.save(article.id, sent, base ?? article.revision)
      : await this.#ports.api.create(sent);
    // What was typed while the server was asked stays, and was made from the revision that it gave.
    this.#take(stored, this.#state.get().content === content);
    this.#put({
      base: stored.revision,
      recoveredFrom: null,
      hindrance: null,
      overtakenBy: null,
    });
    this.#ports.unsaved.drop(this.#opened);
    this.#keep();
    return stored;
  }

  /**
   * Does one thing with the article while nothing else is done, and says how it went; `words` may be empty.
   * `onRefused` may take a refusal over.
   */
  async step(
    busy: Step,
    run: () => Promise<StaffArticle>,
    words: (article: StaffArticle) => string,
    onRefused: (problem: unknown) => boolean = () => false,
  ): Promise<boolean> {
    if (this.#state.get().busy !== null) return false;
    const before = this.#state.get().article;
    this.#autosave.stop();
    this.#put({ busy });
    try {
      const article = await this.#inTurn(run);
      this.#take(article, !this.dirty);
      const told = words(article);
      if (told) this.#ports.toasts.good(told);
      return true;
    } catch (problem) {
      if (!onRefused(problem)) await this.#refused(problem);
      return false;
    } finally {
      this.#put({ busy: null });
      this.#tell(before);
      if (this.dirty) this.#autosave.touch();
    }
  }

  /** The article is gone from the server; its unsaved text goes along. */
  removed(id: string): void {
    this.#autosave.stop();
    this.#ports.unsaved.drop(id);
    this.#ports.onRemoved(id);
  }

  async #saveByItself(): Promise<Tried> {
    const { busy, overtakenBy, conflict, article, content } = this.#state.get();
    if (!this.dirty || busy !== null || overtakenBy || conflict) return "stop";
    if (!article && !worthAnAddress(content)) return "stop";
    this.#put({ saving: true });
    try {
      await this.#inTurn(() => this.store());
      this.#tell(article);
      return this.dirty ? "again" : "done";
    } catch (problem) {
      return await this.#hindered(problem);
    } finally {
      this.#put({ saving: false });
    }
  }

  async #hindered(problem: unknown): Promise<Tried> {
    if (isConflict(problem)) {
      this.#put({ overtakenBy: await this.#theirs() });
      return "stop";
    }
    const status = problem instanceof HttpProblem ? problem.status : 0;
    if (status === 0 || status >= 500 || status === 401) {
      this.#put({ hindrance: { kind: "offline" } });
      return "again";
    }
    this.#put({ hindrance: { kind: "refused", words: problemWords(problem) } });
    return "stop";
  }

  async #refused(problem: unknown): Promise<void> {
    const theirs = isConflict(problem) ? await this.#theirs() : null;
    if (theirs) this.#put({ overtakenBy: theirs, conflict: theirs });
    else this.#ports.toasts.bad(problemWords(problem));
  }

  /** What the server has now; null when it does not say. */
  async #theirs(): Promise<StaffArticle | null> {
    try {
      return await this.#ports.api.get(this.stored().id);
    } catch {
      return null;
    }
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(run, run);
    this.#turn = result.catch(() => {});
    return result;
  }

  /** Takes what the server has; the form's text gives way only when nothing in it would be lost. */
  #take(article: StaffArticle, replace: boolean): void {
    this.#put({
      article,
      ...(replace ? { content: contentOf(article), base: article.revision } : {}),
    });
    this.#keep();
  }

  #tell(before: StaffArticle | null): void {
    const { article } = this.#state.get();
    if (article && article !== before) this.#ports.onStored(article);
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

function isConflict(problem: unknown): boolean {
  return problem instanceof HttpProblem && problem.status === 412;
}
