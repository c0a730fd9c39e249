/** Articles by a few letters: those whose titles answer come before those whose texts do. */
import { type ArticlesApi, EVERY, type StaffArticle } from "../wire/staff-articles.ts";
import type { Clock } from "./clock.ts";
import { Latest } from "./staff-latest.ts";
import { likeness } from "./staff-palette.ts";

const LOOKED_AT = 100;

export type Finder = Latest<string, readonly StaffArticle[]>;

/** Gives at most `most` articles. */
export function articleFinder(api: ArticlesApi, clock: Clock, most: number): Finder {
  return new Latest(clock, async (typed) => {
    const query = typed.trim();
    const { articles } = await api.list({ ...EVERY, query }, 0, query === "" ? most : LOOKED_AT);
    return articles
      .map((article) => ({ article, fits: likeness(query, { label: article.title }) }))
      .sort((a, b) => b.fits - a.fits)
      .slice(0, most)
      .map(({ article }) => article);
  });
}
