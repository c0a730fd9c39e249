/** The page's place in the address, so that a reload or a shared link leads back to it. */

/** The editor's pages beside the articles themselves. */
export const DESK_PAGES = [
  "gaps",
  "golden",
  "imports",
  "health",
  "trust",
  "policy",
  "voice",
  "understanding",
] as const;
export type DeskPage = (typeof DESK_PAGES)[number];

/** `#/c/ID` is a conversation, `#/a/ID` an article, `#/a` a new one, `#/gaps` a page; else it is the start. */
export interface Route {
  readonly kind: "start" | "conversation" | "article" | "new-article" | DeskPage;
  readonly id: string | null;
}

const START: Route = { kind: "start", id: null };

export function routeOf(hash: string): Route {
  const [, kind = "", raw] = /^#\/([a-z]+)(?:\/([^/]+))?$/u.exec(hash) ?? [];
  const id = decoded(raw);
  if (kind === "c" && id) return { kind: "conversation", id };
  if (kind === "a" && id) return { kind: "article", id };
  if (kind === "a" && raw === undefined) return { kind: "new-article", id: null };
  return isDeskPage(kind) ? { kind, id } : START;
}

export function isDeskPage(kind: string): kind is DeskPage {
  return (DESK_PAGES as readonly string[]).includes(kind);
}

function decoded(value: string | undefined): string | null {
  if (value === undefined) return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

export const conversationHash = (id: string): string => `#/c/${encodeURIComponent(id)}`;
export const articleHash = (id: string): string => `#/a/${encodeURIComponent(id)}`;
/** A page, or one thing on it. */
export const pageHash = (page: DeskPage, id?: string): string =>
  id === undefined ? `#/${page}` : `#/${page}/${encodeURIComponent(id)}`;
export const NEW_ARTICLE_HASH = "#/a";
export const START_HASH = "#/";
