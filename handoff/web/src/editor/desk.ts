/** An editor's page without its looks: the server, the list, and what is not saved yet. */
import type { Clock } from "../model/clock.ts";
import { ArticleList } from "../model/staff-article-list.ts";
import { UnsavedTexts } from "../model/staff-content.ts";
import { Editing } from "../model/staff-editing.ts";
import { Latest } from "../model/staff-latest.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import type { KeyValue } from "../model/storage.ts";
import { createStore, type Store } from "../model/store.ts";
import {
  type ArticlesApi,
  articlesApi,
  type StaffArticle,
  type Trial,
} from "../wire/staff-articles.ts";

export class EditorDesk {
  readonly api: ArticlesApi;
  readonly list: ArticleList;
  readonly unsaved: UnsavedTexts;
  readonly toasts: Toasts;
  readonly clock: Clock;
  /** The question being tried and what came of it; both stay while the editor moves between articles. */
  readonly question: Store<string> = createStore("");
  readonly trial: Latest<string, Trial>;

  constructor(keeper: SessionKeeper, storage: KeyValue, toasts: Toasts, clock: Clock) {
    this.api = withSession(
      articlesApi(() => keeper.csrf),
      keeper,
    );
    this.list = new ArticleList(this.api, clock);
    this.unsaved = new UnsavedTexts(storage);
    this.toasts = toasts;
    this.clock = clock;
    this.trial = new Latest(clock, (question) => this.api.tryQuestion(question));
  }

  open(id: string | null, onStored: (article: StaffArticle) => void): Editing {
    const { api, clock, unsaved, toasts, list } = this;
    const editing = new Editing(id, {
      api,
      clock,
      unsaved,
      toasts,
      onStored: (article) => {
        list.took(article);
        onStored(article);
      },
      onRemoved: (gone) => list.dropped(gone),
    });
    void editing.load();
    return editing;
  }
}

/** Whichever call first finds the session ended brings up the sign-in form. */
function withSession(api: ArticlesApi, keeper: SessionKeeper): ArticlesApi {
  const watched = Object.entries(api).map(([name, call]) => [
    name,
    (...parts: unknown[]) =>
      (call as (...parts: unknown[]) => Promise<unknown>)(...parts).catch((problem: unknown) => {
        if ((problem as { status?: unknown }).status === 401) keeper.expired();
        throw problem;
      }),
  ]);
  return Object.fromEntries(watched) as ArticlesApi;
}
