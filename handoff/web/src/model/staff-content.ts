/** The content of an article in a form: comparing, tidying, and keeping it while it is not saved. */
import type { ArticleContent } from "../wire/articles.ts";
import { type KeyValue, readJson } from "./storage.ts";

export const BLANK: ArticleContent = {
  title: "",
  body: "",
  questions: [],
  category: "general",
  locale: "en",
};

export function contentOf({
  title,
  body,
  questions,
  category,
  locale,
}: ArticleContent): ArticleContent {
  return { title, body, questions, category, locale };
}

/** As it would be saved: without empty phrasings and stray white space in one-line fields. The body is never touched. */
export function tidied(content: ArticleContent): ArticleContent {
  return {
    title: oneLine(content.title),
    body: content.body,
    questions: content.questions.map(oneLine).filter((question) => question !== ""),
    category: oneLine(content.category) || BLANK.category,
    locale: content.locale.trim() || BLANK.locale,
  };
}

export function same(left: ArticleContent, right: ArticleContent): boolean {
  return JSON.stringify(tidied(contentOf(left))) === JSON.stringify(tidied(contentOf(right)));
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, " ");
}

/** Text that was not saved when the page went. `revision` is what it was made from, null for a new article. */
export interface Unsaved {
  readonly content: ArticleContent;
  readonly revision: number | null;
  readonly at: number;
}

export class UnsavedTexts {
  readonly #storage: KeyValue;

  constructor(storage: KeyValue) {
    this.#storage = storage;
  }

  keep(id: string | null, unsaved: Unsaved): void {
    this.#storage.set(keyOf(id), JSON.stringify(unsaved));
  }

  drop(id: string | null): void {
    this.#storage.remove(keyOf(id));
  }

  find(id: string | null): Unsaved | null {
    const value = readJson(this.#storage, keyOf(id));
    return isUnsaved(value) ? value : null;
  }

  /** Articles with text that waits to be saved. */
  ids(): string[] {
    return this.#storage
      .keys()
      .filter((key) => key.startsWith("unsaved:"))
      .map((key) => key.slice("unsaved:".length));
  }
}

/** An id never holds a space, so no article can take the place of the new one. */
const keyOf = (id: string | null) => `unsaved:${id ?? " new"}`;

function isUnsaved(value: unknown): value is Unsaved {
  const unsaved = value as Partial<Unsaved> | null;
  const content = unsaved?.content as Partial<ArticleContent> | undefined;
  return (
    typeof content?.title === "string" &&
    typeof content.body === "string" &&
    Array.isArray(content.questions) &&
    content.questions.every((question) => typeof question === "string") &&
    typeof content.category === "string" &&
    typeof content.locale === "string"
  );
}
