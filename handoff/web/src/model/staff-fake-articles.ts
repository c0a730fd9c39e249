/** The articles' server for tests: one editor's desk in memory, with the same refusals. */
import type { ArticleContent } from "../wire/articles.ts";
import { HttpProblem } from "../wire/problem.ts";
import type {
  ArticleFilter,
  ArticlePage,
  ArticlesApi,
  Comparison,
  StaffArticle,
} from "../wire/staff-articles.ts";

export class FakeArticles implements ArticlesApi {
  readonly articles = new Map<string, StaffArticle>();
  readonly revisionsOf = new Map<string, ArticleContent[]>();
  /** Thrown by the next call. */
  fault: HttpProblem | null = null;
  /** What golden questions say to the next move, unless a reason goes over them. */
  gate: HttpProblem | null = null;
  readonly reasons: string[] = [];
  /** Runs while the next call is under way. */
  meanwhile: () => void = () => {};

  put(id: string, content: ArticleContent, author = "Mara"): StaffArticle {
    const before = this.articles.get(id);
    const revisions = [...(this.revisionsOf.get(id) ?? []), content];
    this.revisionsOf.set(id, revisions);
    return this.#store({
      status: "draft",
      has_draft: false,
      live_revision: null,
      published_by: null,
      published_at: null,
      ...before,
      ...content,
      id,
      revision: revisions.length,
      author,
      updated_at: "2026-01-01T12:00:00Z",
    });
  }

  async list(_filter: ArticleFilter, offset: number, limit: number): Promise<ArticlePage> {
    await this.#call();
    const all = [...this.articles.values()];
    return { articles: all.slice(offset, offset + limit), total: all.length };
  }

  async get(id: string): Promise<StaffArticle> {
    await this.#call();
    const article = this.articles.get(id);
    if (!article) throw problem(404, "article_not_found");
    return article;
  }

  async create(content: ArticleContent): Promise<StaffArticle> {
    await this.#call();
    return this.put(content.title.toLowerCase().replaceAll(" ", "-"), content);
  }

  async save(id: string, content: ArticleContent, revision: number): Promise<StaffArticle> {
    await this.#check(id, revision);
    return this.put(id, content);
  }

  async publish(id: string, revision: number, reason?: string): Promise<StaffArticle> {
    const article = await this.#check(id, revision);
    this.#pass(reason);
    return this.#store({ ...article, status: "published", live_revision: revision });
  }

  async archive(id: string, revision: number, reason?: string): Promise<StaffArticle> {
    const article = await this.#check(id, revision);
    this.#pass(reason);
    return this.#store({ ...article, status: "archived", live_revision: null });
  }

  async restore(id: string, number: number, revision: number): Promise<StaffArticle> {
    await this.#check(id, revision);
    const content = this.revisionsOf.get(id)?.[number - 1];
    if (!content) throw problem(404, "revision_not_found");
    return this.put(id, content);
  }

  async remove(id: string, revision: number, reason?: string): Promise<null> {
    await this.#check(id, revision);
    this.#pass(reason);
    this.articles.delete(id);
    return null;
  }

  async undelete(id: string): Promise<StaffArticle> {
    return this.get(id);
  }

  async schedule(id: string, revision: number, at: string): Promise<StaffArticle> {
    return this.#store({ ...(await this.#check(id, revision)), scheduled_at: at });
  }

  async unschedule(id: string): Promise<StaffArticle> {
    return this.#store({ ...(await this.get(id)), scheduled_at: null });
  }

  async revisions() {
    return [];
  }

  async diff() {
    return {};
  }

  async publications() {
    return [];
  }

  async suggestions() {
    return [];
  }

  async preview(body: string): Promise<string> {
    return `<p>${body}</p>`;
  }

  async tryQuestion(text: string) {
    return { decision: "say" as const, text, sources: [], evidence: {} };
  }

  async compare(text: string, _id: string | null, _draft: ArticleContent): Promise<Comparison> {
    const trial = await this.tryQuestion(text);
    return { now: trial, draft: trial };
  }

  #store(article: StaffArticle): StaffArticle {
    this.articles.set(article.id, article);
    return article;
  }

  async #check(id: string, revision: number): Promise<StaffArticle> {
    const article = await this.get(id);
    if (article.revision !== revision) throw problem(412, "revision_conflict");
    return article;
  }

  #pass(reason: string | undefined): void {
    if (reason !== undefined) this.reasons.push(reason);
    else if (this.gate) throw this.gate;
  }

  async #call(): Promise<void> {
    this.meanwhile();
    this.meanwhile = () => {};
    const { fault } = this;
    this.fault = null;
    if (fault) throw fault;
  }
}

export function problem(status: number, code: string): HttpProblem {
  return new HttpProblem({ status, code, title: code, detail: `refused: ${code}` });
}
