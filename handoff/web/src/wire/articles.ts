/** The knowledge base as the editor sees it over HTTP. */

export type ArticleStatus = "draft" | "published" | "archived";

export interface ArticleContent {
  readonly title: string;
  readonly body: string;
  readonly questions: readonly string[];
  readonly category: string;
  readonly locale: string;
}

export interface Article extends ArticleContent {
  readonly id: string;
  readonly status: ArticleStatus;
}

export interface Revision {
  readonly number: number;
  readonly author: string;
  readonly at: string;
  readonly article?: Article;
}

export interface SearchHit {
  readonly article_id: string;
  readonly title: string;
  readonly passage: string;
  readonly score: number;
  readonly probability: number;
}
