/** Every key of the console. */
import type { ActionName } from "../model/staff-actions.ts";
import type { Shortcut } from "../model/staff-shortcuts.ts";

export type Command =
  | ActionName
  | "next"
  | "previous"
  | "search"
  | "reply"
  | "note"
  | "leave"
  | "help";

export const SHORTCUTS: readonly Shortcut<Command>[] = [
  { id: "next", group: "Conversations", label: "Next conversation", code: "KeyJ", alt: true },
  {
    id: "previous",
    group: "Conversations",
    label: "Previous conversation",
    code: "KeyK",
    alt: true,
  },
  { id: "search", group: "Conversations", label: "Search", key: "/" },
  { id: "leave", group: "Conversations", label: "Back to the list", key: "Escape" },
  { id: "claim", group: "This conversation", label: "Claim or take over", code: "KeyC", alt: true },
  { id: "resolve", group: "This conversation", label: "Resolve", code: "KeyE", alt: true },
  {
    id: "return_to_bot",
    group: "This conversation",
    label: "Return to bot",
    code: "KeyB",
    alt: true,
  },
  { id: "release", group: "This conversation", label: "Release to queue", code: "KeyR", alt: true },
  { id: "reply", group: "Writing", label: "Write a reply", code: "KeyL", alt: true },
  { id: "note", group: "Writing", label: "Write a private note", code: "KeyP", alt: true },
  { id: "help", group: "Writing", label: "These shortcuts", key: "?" },
];
