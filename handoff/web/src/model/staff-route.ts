/** The page's place in the address, so that a reload or a shared link leads back to it. */

/** `#/c/ID` is a conversation, `#/a/ID` an article, `#/a` a new one; anything else is the start. */
export interface Route {
  readonly kind: "start" | "conversation" | "article" | "new-article";
  readonly id: string | null;
}

const START: Route = { kind: "start", id: null };

export function routeOf(hash: string): Route {
  const [, kind, raw] = /^#\/([ac])(?:\/([^/]+))?$/u.exec(hash) ?? [];
  const id = decoded(raw);
  if (kind === "c" && id) return { kind: "conversation", id };
  if (kind === "a" && id) return { kind: "article", id };
  return kind === "a" && raw === undefined ? { kind: "new-article", id: null } : START;
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
export const NEW_ARTICLE_HASH = "#/a";
export const START_HASH = "#/";
