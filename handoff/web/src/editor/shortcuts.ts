/** Every key of the editor. Plain letters work only where nothing is being written. */

import type { DeskPage } from "../model/staff-route.ts";
import type { Shortcut } from "../model/staff-shortcuts.ts";

export type Command =
  | "save"
  | "publish"
  | "new"
  | "next"
  | "previous"
  | "search"
  | "try"
  | "palette"
  | "leave"
  | "help"
  | "articles"
  | DeskPage;

const HERE = "This article";
const LIST = "Articles";
const PAGES = "Pages";

export const SHORTCUTS: readonly Shortcut<Command>[] = [
  { id: "save", group: HERE, label: "Save as draft", code: "KeyS", mod: true },
  { id: "publish", group: HERE, label: "Publish", code: "Enter", mod: true },
  { id: "publish", group: HERE, label: "Publish", code: "KeyP", alt: true },
  { id: "try", group: HERE, label: "Try a question", code: "KeyT", alt: true },
  { id: "leave", group: HERE, label: "Out of the field, then back to the list", key: "Escape" },
  { id: "new", group: LIST, label: "New article", key: "n" },
  { id: "new", group: LIST, label: "New article", code: "KeyN", alt: true },
  { id: "next", group: LIST, label: "Next article", code: "KeyJ", alt: true },
  { id: "previous", group: LIST, label: "Previous article", code: "KeyK", alt: true },
  { id: "search", group: LIST, label: "Search on this page", key: "/" },
  { id: "palette", group: PAGES, label: "Find an article or an action", code: "KeyK", mod: true },
  { id: "articles", group: PAGES, label: "Articles", code: "Digit1", alt: true },
  { id: "gaps", group: PAGES, label: "What to write next", code: "Digit2", alt: true },
  { id: "golden", group: PAGES, label: "Golden questions", code: "Digit3", alt: true },
  { id: "imports", group: PAGES, label: "Imports", code: "Digit4", alt: true },
  { id: "health", group: PAGES, label: "Health", code: "Digit5", alt: true },
  { id: "trust", group: PAGES, label: "Trust", code: "Digit6", alt: true },
  { id: "policy", group: PAGES, label: "Policy", code: "Digit7", alt: true },
  { id: "voice", group: PAGES, label: "Voice", code: "Digit8", alt: true },
  { id: "understanding", group: PAGES, label: "Understanding", code: "Digit9", alt: true },
  { id: "help", group: PAGES, label: "These shortcuts", key: "?" },
];

/** The keys of those who see these pages; without the articles there is nothing of them to do. */
export function shortcutsOf(
  pages: readonly DeskPage[],
  articles: boolean,
): readonly Shortcut<Command>[] {
  const general: readonly Command[] = [...pages, "search", "palette", "help"];
  return articles ? SHORTCUTS : SHORTCUTS.filter(({ id }) => general.includes(id));
}

export const MARK_SHORTCUTS = [
  { id: "bold", group: "Text", label: "Bold", code: "KeyB", mod: true },
  { id: "italic", group: "Text", label: "Emphasis", code: "KeyI", mod: true },
  { id: "code", group: "Text", label: "Code", code: "KeyE", mod: true },
  { id: "link", group: "Text", label: "Link, with words selected", code: "KeyK", mod: true },
] as const satisfies readonly Shortcut[];
