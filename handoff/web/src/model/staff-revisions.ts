/** The revisions of an article as people remember them: what one person wrote in one sitting is one. */
import type { ArticleRevision } from "../wire/staff-articles.ts";

const SITTING_MS = 30 * 60_000;

export interface Sitting {
  /** Its last revision. */
  readonly last: ArticleRevision;
  /** All of them, newest first. */
  readonly revisions: readonly ArticleRevision[];
}

/** `revisions` and the result are newest first. What is live always stands for itself. */
export function sittingsOf(revisions: readonly ArticleRevision[]): Sitting[] {
  const sittings: { last: ArticleRevision; revisions: ArticleRevision[] }[] = [];
  for (const revision of revisions) {
    const sitting = sittings.at(-1);
    if (sitting && isPartOf(sitting.revisions.at(-1), revision)) sitting.revisions.push(revision);
    else sittings.push({ last: revision, revisions: [revision] });
  }
  return sittings;
}

function isPartOf(later: ArticleRevision | undefined, earlier: ArticleRevision): boolean {
  if (!later || earlier.live || later.live || later.author !== earlier.author) return false;
  return Date.parse(later.at) - Date.parse(earlier.at) < SITTING_MS;
}
