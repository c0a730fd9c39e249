/** What an editor's screen knows about the article on it. */
import type { ArticleContent } from "../wire/articles.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { BLANK } from "./staff-content.ts";

export type Step = "save" | "publish" | "archive" | "restore" | "remove" | "schedule";

/** Why the last try to save by itself did not succeed. */
export type Hindrance =
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly words: string };

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
  /** It is being saved by itself. */
  readonly saving: boolean;
  readonly hindrance: Hindrance | null;
  /** What somebody else saved in between. */
  readonly overtakenBy: StaffArticle | null;
  /** The same while the editor is choosing between the two texts. */
  readonly conflict: StaffArticle | null;
  /** When the text was typed that an earlier visit left unsaved and that is in the form now. */
  readonly recoveredFrom: number | null;
}

export const START: EditingState = {
  phase: "loading",
  problem: null,
  article: null,
  content: BLANK,
  base: null,
  busy: null,
  saving: false,
  hindrance: null,
  overtakenBy: null,
  conflict: null,
  recoveredFrom: null,
};

/** A new article gets its address from its title, so it is not made of the first letters of one. */
export function worthAnAddress({ title, body }: ArticleContent): boolean {
  return title.trim() !== "" && body.trim() !== "";
}

export function savedWords(article: StaffArticle): string {
  return article.status === "published"
    ? "Saved as a draft. Customers still see the published text."
    : "Saved as a draft. Publish it to bring it to customers.";
}
