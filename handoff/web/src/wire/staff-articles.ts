/** The editors' desk over HTTP. A change of a text names the revision that it was made from. */
import type { Article, ArticleContent, ArticleStatus } from "./articles.ts";
import type { Choice } from "./events.ts";
import { type Call, type Method, request } from "./http.ts";
import type { AnswerPreview } from "./payloads.ts";

export interface StaffArticle extends Article {
  /** A newer text waits beside the live one. */
  readonly has_draft: boolean;
  readonly revision: number;
  readonly live_revision: number | null;
  readonly author: string;
  readonly updated_at: string;
  readonly published_by: string | null;
  readonly published_at: string | null;
}

export interface ArticleRevision {
  readonly number: number;
  readonly author: string;
  readonly at: string;
  readonly live: boolean;
  readonly article: ArticleContent;
}

export interface ArticleFilter {
  readonly status: ArticleStatus | "";
  readonly query: string;
  readonly category: string;
}

export interface ArticlePage {
  readonly articles: readonly StaffArticle[];
  readonly total: number;
}

/** What the bot would do, with the buttons it would offer. */
export interface Trial extends AnswerPreview {
  readonly choices?: readonly Choice[];
}

export interface ArticlesApi {
  list(filter: ArticleFilter): Promise<ArticlePage>;
  get(id: string): Promise<StaffArticle>;
  create(content: ArticleContent): Promise<StaffArticle>;
  save(id: string, content: ArticleContent, revision: number): Promise<StaffArticle>;
  publish(id: string, revision: number): Promise<StaffArticle>;
  archive(id: string, revision: number): Promise<StaffArticle>;
  restore(id: string, number: number, revision: number): Promise<StaffArticle>;
  remove(id: string, revision: number): Promise<unknown>;
  undelete(id: string): Promise<StaffArticle>;
  revisions(id: string): Promise<readonly ArticleRevision[]>;
  /** Markdown as the help pages show it, made safe by the server. */
  preview(body: string): Promise<string>;
  /** What the bot would do now with a customer's question. */
  tryQuestion(text: string): Promise<Trial>;
}

const ROOT = "/api/v1/articles";
const PAGE = 1_000;
/** A bot turn or a rebuilt index may take its time. */
const SLOW_MS = 60_000;

/** `csrf` is asked at each change, because the session may have been renewed. */
export function articlesApi(csrf: () => string): ArticlesApi {
  const change = <T>(method: Method, path: string, call: Call = {}) =>
    request<T>(method, path, { ...call, csrf: csrf(), timeoutMs: SLOW_MS });
  const at = (id: string, rest = "") => `${ROOT}/${encodeURIComponent(id)}${rest}`;
  const match = (revision: number): Call => ({ ifMatch: `"${revision}"` });
  return {
    list: ({ status, query, category }) => {
      const wanted = new URLSearchParams({ status, query, category, limit: String(PAGE) });
      return request("GET", `${ROOT}?${wanted}`);
    },
    get: (id) => request("GET", at(id)),
    create: (content) => change("POST", ROOT, { body: content }),
    save: (id, body, revision) => change("PUT", at(id), { ...match(revision), body }),
    publish: (id, revision) => change("POST", at(id, "/publish"), match(revision)),
    archive: (id, revision) => change("POST", at(id, "/archive"), match(revision)),
    restore: (id, number, revision) =>
      change("POST", at(id, `/revisions/${number}/restore`), match(revision)),
    remove: (id, revision) => change("DELETE", at(id), match(revision)),
    undelete: (id) => change("POST", at(id, "/undelete")),
    revisions: async (id) => {
      const answer = await request<{ revisions: ArticleRevision[] }>("GET", at(id, "/revisions"));
      return answer.revisions;
    },
    preview: async (body) =>
      (await change<{ html: string }>("POST", `${ROOT}/preview`, { body: { body } })).html,
    tryQuestion: (text) => change("POST", "/api/v1/answers/preview", { body: { text } }),
  };
}
