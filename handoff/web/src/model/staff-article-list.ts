/** The editors' list: filtered by the server, kept in step with what is saved here. */
import type {
  ArticleFilter,
  ArticlePage,
  ArticlesApi,
  StaffArticle,
} from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { type Answered, Latest } from "./staff-latest.ts";
import { createStore, type Readable, type Store } from "./store.ts";

const TYPING_REST_MS = 200;

export class ArticleList {
  readonly #filter: Store<ArticleFilter> = createStore<ArticleFilter>({
    status: "",
    query: "",
    category: "",
  });
  readonly #categories: Store<readonly string[]> = createStore<readonly string[]>([]);
  readonly #page: Latest<ArticleFilter, ArticlePage>;

  constructor(api: ArticlesApi, clock: Clock) {
    this.#page = new Latest(clock, (filter) => api.list(filter));
    this.#page.state.subscribe(({ value }) => this.#learn(value?.articles ?? []));
  }

  get filter(): Readable<ArticleFilter> {
    return this.#filter;
  }

  get page(): Readable<Answered<ArticlePage>> {
    return this.#page.state;
  }

  /** Every category that was ever seen in the list, for choosing one. */
  get categories(): Readable<readonly string[]> {
    return this.#categories;
  }

  narrow(part: Partial<ArticleFilter>): void {
    this.#filter.update((filter) => ({ ...filter, ...part }));
    this.#page.ask(this.#filter.get(), part.query === undefined ? 0 : TYPING_REST_MS);
  }

  refresh(): void {
    this.#page.ask(this.#filter.get());
  }

  /** Shows a saved article at once; whether and where it fits the filter is then the server's word. */
  took(article: StaffArticle): void {
    this.#replace(article.id, [article]);
  }

  dropped(id: string): void {
    this.#replace(id, []);
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
    const known = this.#categories.get();
    const all = [...new Set([...known, ...articles.map((article) => article.category)])];
    if (all.length > known.length) this.#categories.set(all.sort((a, b) => a.localeCompare(b)));
  }
}
