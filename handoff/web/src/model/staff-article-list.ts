/** The editors' list: filtered by the server, fetched as far as it is read, kept in step with what is saved here. */

import type { ArticleStatus } from "../wire/articles.ts";
import {
  type ArticleFilter,
  type ArticlePage,
  type ArticlesApi,
  EVERY,
  type StaffArticle,
} from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const TYPING_REST_MS = 200;
const COUNT_REST_MS = 300;
export const PAGE = 100;
/** What the server gives at once, at most. */
const MOST = 1_000;

const STATUSES: readonly (ArticleStatus | "")[] = ["", "published", "draft", "archived"];

export type Counts = Readonly<Partial<Record<ArticleStatus | "", number>>>;

export class ArticleList {
  readonly #api: ArticlesApi;
  readonly #filter: Store<ArticleFilter> = createStore(EVERY);
  readonly #categories: Store<readonly string[]> = createStore<readonly string[]>([]);
  readonly #locales: Store<readonly string[]> = createStore<readonly string[]>([]);
  readonly #page: Latest<ArticleFilter, ArticlePage>;
  readonly #counts: Latest<ArticleFilter, Counts>;
  #fetchingMore = false;

  constructor(api: ArticlesApi, clock: Clock) {
    this.#api = api;
    this.#page = new Latest(clock, (filter) => api.list(filter, 0, this.#wanted()));
    this.#counts = new Latest(clock, (filter) => this.#count(filter));
    this.#page.state.subscribe(({ value }) => this.#learn(value?.articles ?? []));
  }

  get filter(): Readable<ArticleFilter> {
    return this.#filter;
  }

  get page(): Readable<Answered<ArticlePage>> {
    return this.#page.state;
  }

  /** How many articles there are of each status under the other filters. */
  get counts(): Readable<Answered<Counts>> {
    return this.#counts.state;
  }

  /** Every category that was ever seen in the list, for choosing one. */
  get categories(): Readable<readonly string[]> {
    return this.#categories;
  }

  get locales(): Readable<readonly string[]> {
    return this.#locales;
  }

  narrow(part: Partial<ArticleFilter>): void {
    this.#filter.update((filter) => ({ ...filter, ...part }));
    const { value } = this.#page.state.get();
    if (value) {
      // A long list that was read far down begins anew.
      this.#page.put({ ...value, articles: value.articles.slice(0, PAGE) });
    }
    this.#ask(part.query === undefined ? 0 : TYPING_REST_MS);
  }

  refresh(): void {
    this.#ask(0);
  }

  clear(): void {
    this.narrow(EVERY);
  }

  /** The end of what is shown has come into sight. */
  async more(): Promise<void> {
    const { value, waiting } = this.#page.state.get();
    if (!value || waiting || this.#fetchingMore || value.articles.length >= value.total) return;
    const filter = this.#filter.get();
    this.#fetchingMore = true;
    try {
      const next = await this.#api.list(filter, value.articles.length, PAGE);
      const now = this.#page.state.get();
      if (now.waiting || now.value !== value || this.#filter.get() !== filter) return;
      const known = new Set(value.articles.map(({ id }) => id));
      const fresh = next.articles.filter(({ id }) => !known.has(id));
      this.#page.put({ total: next.total, articles: [...value.articles, ...fresh] });
    } catch {
      this.refresh();
    } finally {
      this.#fetchingMore = false;
    }
  }

  /** Shows a saved article at once; whether and where it fits the filter is then the server's word. */
  took(article: StaffArticle): void {
    this.#replace(article.id, [article]);
  }

  dropped(id: string): void {
    this.#replace(id, []);
  }

  #ask(restMs: number): void {
    const filter = this.#filter.get();
    this.#page.ask(filter, restMs);
    this.#counts.ask(filter, restMs + COUNT_REST_MS);
  }

  #wanted(): number {
    const shown = this.#page.state.get().value?.articles.length ?? 0;
    return Math.min(MOST, Math.max(PAGE, shown));
  }

  async #count(filter: ArticleFilter): Promise<Counts> {
    const totals = STATUSES.map(async (status) => {
      const { total } = await this.#api.list({ ...filter, status }, 0, 1);
      return [status, total] as const;
    });
    return Object.fromEntries(await Promise.all(totals));
  }

  #replace(id: string, by: readonly StaffArticle[]): void {
    const page = this.#page.state.get().value;
    if (page) {
      const articles = page.articles.flatMap((known) => (known.id === id ? by : [known]));
      this.#page.put({ ...page, articles });
    }
    this.refresh();
  }

  #learn(articles: readonly StaffArticle[]): void {
    add(
      this.#categories,
      articles.map(({ category }) => category),
    );
    add(
      this.#locales,
      articles.map(({ locale }) => locale),
    );
  }
}

function add(store: Store<readonly string[]>, seen: readonly string[]): void {
  const known = store.get();
  const all = [...new Set([...known, ...seen])];
  if (all.length > known.length) store.set(all.sort((a, b) => a.localeCompare(b)));
}
