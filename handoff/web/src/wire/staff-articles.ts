/** The editors' desk over HTTP. A change of a text names the revision that it was made from. */
import type { Article, ArticleContent, ArticleStatus } from "./articles.ts";
import type { Choice } from "./events.ts";
import { type Call, request } from "./http.ts";
import type { AnswerPreview } from "./payloads.ts";
import { type Change, query } from "./staff-call.ts";
import type { GoldenDiff } from "./staff-golden.ts";

export interface Translation {
  readonly id: string;
  readonly locale: string;
  readonly status: ArticleStatus;
}

export interface StaffArticle extends Article {
  /** A newer text waits beside the live one. */
  readonly has_draft: boolean;
  readonly revision: number;
  readonly live_revision: number | null;
  readonly author: string;
  readonly updated_at: string;
  readonly published_by: string | null;
  readonly published_at: string | null;
  readonly scheduled_at?: string | null;
  readonly scheduled_by?: string | null;
  /** Why it did not go live when it was due. */
  readonly schedule_problem?: string | null;
  readonly translation_of?: string | null;
  readonly translations?: readonly Translation[];
  readonly missing_locales?: readonly string[];
  /** The original was published later than this. */
  readonly stale_translation?: boolean;
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
  readonly locale: string;
  /** A newer text beside the live one, or a time at which it goes live. */
  readonly pending: "" | "has_draft" | "scheduled";
}

/** Fits every article. */
export const EVERY: ArticleFilter = {
  status: "",
  query: "",
  category: "",
  locale: "",
  pending: "",
};

export interface ArticlePage {
  readonly articles: readonly StaffArticle[];
  readonly total: number;
}

/** What the bot would do, with the buttons it would offer. */
export interface Trial extends AnswerPreview {
  readonly choices?: readonly Choice[];
}

export interface Comparison {
  readonly now: Trial;
  readonly draft: Trial;
}

export type Segment = readonly [kind: "same" | "removed" | "added", text: string];
export type FieldDiffs = Readonly<Record<string, readonly Segment[]>>;

/** Whenever something changed what customers see. */
export interface Publication {
  readonly article_id: string;
  readonly act: "publish" | "archive" | "delete" | "undelete";
  readonly revision: number;
  readonly author: string;
  readonly at: string;
  readonly override_reason: string | null;
  readonly diff: GoldenDiff | null;
}

export interface Suggestion {
  readonly text: string;
  readonly count: number;
}

export interface ArticlesApi {
  list(filter: ArticleFilter, offset: number, limit: number): Promise<ArticlePage>;
  get(id: string): Promise<StaffArticle>;
  create(content: ArticleContent, translationOf?: string): Promise<StaffArticle>;
  save(id: string, content: ArticleContent, revision: number): Promise<StaffArticle>;
  /** A reason goes over the golden questions' word, where the person has the right. */
  publish(id: string, revision: number, reason?: string): Promise<StaffArticle>;
  archive(id: string, revision: number, reason?: string): Promise<StaffArticle>;
  restore(id: string, number: number, revision: number): Promise<StaffArticle>;
  remove(id: string, revision: number, reason?: string): Promise<unknown>;
  undelete(id: string): Promise<StaffArticle>;
  schedule(id: string, revision: number, at: string): Promise<StaffArticle>;
  unschedule(id: string): Promise<StaffArticle>;
  revisions(id: string): Promise<readonly ArticleRevision[]>;
  diff(id: string, from: number, to: number): Promise<FieldDiffs>;
  publications(id: string): Promise<readonly Publication[]>;
  suggestions(id: string): Promise<readonly Suggestion[]>;
  /** Markdown as the help pages show it, made safe by the server. */
  preview(body: string): Promise<string>;
  /** What the bot would do with a customer's question now. */
  tryQuestion(text: string): Promise<Trial>;
  /** What the bot would do now, and with this text in the place of the live one; a new one has no id. */
  compare(text: string, id: string | null, draft: ArticleContent): Promise<Comparison>;
}

const ROOT = "/api/v1/articles";
const REVISIONS = 200;

const at = (id: string, rest = "") => `${ROOT}/${encodeURIComponent(id)}${rest}`;
const match = (revision: number): Call => ({ ifMatch: `"${revision}"` });
const because = (reason: string | undefined): Call =>
  reason === undefined ? {} : { body: { override_reason: reason } };

export function articlesApi(change: Change): ArticlesApi {
  return { ...reading(), ...writing(change), ...moving(change), ...asking(change) };
}

function reading() {
  return {
    list: ({ pending, ...filter }: ArticleFilter, offset: number, limit: number) => {
      const only = pending === "" ? {} : { [pending]: true };
      return request<ArticlePage>("GET", query(ROOT, { ...filter, ...only, offset, limit }));
    },
    get: (id: string) => request<StaffArticle>("GET", at(id)),
    revisions: async (id: string) => {
      const path = query(at(id, "/revisions"), { limit: REVISIONS });
      return (await request<{ revisions: ArticleRevision[] }>("GET", path)).revisions;
    },
    diff: (id: string, from: number, to: number) =>
      request<FieldDiffs>("GET", query(at(id, "/diff"), { from, to })),
    publications: async (id: string) => {
      const path = query(`${ROOT}/publications`, { article_id: id });
      return (await request<{ publications: Publication[] }>("GET", path)).publications;
    },
    suggestions: async (id: string) =>
      (await request<{ phrasings: Suggestion[] }>("GET", at(id, "/suggestions"))).phrasings,
  };
}

function writing(change: Change) {
  return {
    create: (content: ArticleContent, translationOf?: string) => {
      const link = translationOf === undefined ? {} : { translation_of: translationOf };
      return change<StaffArticle>("POST", ROOT, { body: { ...content, ...link } });
    },
    save: (id: string, body: ArticleContent, revision: number) =>
      change<StaffArticle>("PUT", at(id), { ...match(revision), body }),
    restore: (id: string, number: number, revision: number) =>
      change<StaffArticle>("POST", at(id, `/revisions/${number}/restore`), match(revision)),
  };
}

function moving(change: Change) {
  return {
    publish: (id: string, revision: number, reason?: string) =>
      change<StaffArticle>("POST", at(id, "/publish"), { ...match(revision), ...because(reason) }),
    archive: (id: string, revision: number, reason?: string) =>
      change<StaffArticle>("POST", at(id, "/archive"), { ...match(revision), ...because(reason) }),
    remove: (id: string, revision: number, reason?: string) =>
      change<unknown>("DELETE", at(id), { ...match(revision), ...because(reason) }),
    undelete: (id: string) => change<StaffArticle>("POST", at(id, "/undelete")),
    schedule: (id: string, revision: number, moment: string) =>
      change<StaffArticle>("PUT", at(id, "/schedule"), {
        ...match(revision),
        body: { at: moment },
      }),
    unschedule: (id: string) => change<StaffArticle>("DELETE", at(id, "/schedule")),
  };
}

function asking(change: Change) {
  const answers = "/api/v1/answers";
  return {
    preview: async (body: string) =>
      (await change<{ html: string }>("POST", `${ROOT}/preview`, { body: { body } })).html,
    tryQuestion: (text: string) => change<Trial>("POST", `${answers}/preview`, { body: { text } }),
    compare: (text: string, id: string | null, draft: ArticleContent) => {
      const known = id === null ? {} : { id };
      return change<Comparison>("POST", `${answers}/compare`, {
        body: { text, draft: { ...known, ...draft } },
      });
    },
  };
}
