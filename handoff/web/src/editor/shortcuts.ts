/** Every key of the editor. */
import type { Shortcut } from "../model/staff-shortcuts.ts";

export type Command = "save" | "publish" | "new" | "next" | "previous" | "search" | "try" | "help";

export const SHORTCUTS: readonly Shortcut<Command>[] = [
  { id: "save", group: "This article", label: "Save as draft", code: "KeyS", mod: true },
  { id: "publish", group: "This article", label: "Publish", code: "KeyP", alt: true },
  { id: "try", group: "This article", label: "Try a question", code: "KeyT", alt: true },
  { id: "new", group: "Articles", label: "New article", code: "KeyN", alt: true },
  { id: "next", group: "Articles", label: "Next article", code: "KeyJ", alt: true },
  { id: "previous", group: "Articles", label: "Previous article", code: "KeyK", alt: true },
  { id: "search", group: "Articles", label: "Search", key: "/" },
  { id: "help", group: "Articles", label: "These shortcuts", key: "?" },
];

export const MARK_SHORTCUTS = [
  { id: "bold", group: "Text", label: "Bold", code: "KeyB", mod: true },
  { id: "italic", group: "Text", label: "Emphasis", code: "KeyI", mod: true },
  { id: "link", group: "Text", label: "Link", code: "KeyK", mod: true },
] as const satisfies readonly Shortcut[];
