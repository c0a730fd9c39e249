/** Every key of the console. */
import type { ActionName } from "../model/staff-actions.ts";
import type { Shortcut } from "../model/staff-shortcuts.ts";
import { VIEW_TITLES, VIEWS, type View } from "../model/staff-views.ts";

export type Command =
  | Exclude<ActionName, "accept" | "decline">
  | View
  | "floor"
  | "next"
  | "previous"
  | "search"
  | "reply"
  | "note"
  | "leave"
  | "filters"
  | "panel"
  | "return_with_flow"
  | "accept_offer"
  | "decline_offer"
  | "presence"
  | "settings"
  | "palette"
  | "help";

const LIST = "Conversations";
const HERE = "This conversation";
const GO = "Go to";
const OTHER = "Everything else";
const VIEW_KEYS: Readonly<Record<View, string>> = {
  waiting: "w",
  mine: "m",
  team: "t",
  open: "o",
  mentions: "n",
  resolved: "r",
  bot: "b",
};

export const SHORTCUTS: readonly Shortcut<Command>[] = [
  { id: "next", group: LIST, label: "Next conversation", key: "j" },
  { id: "next", group: LIST, label: "Next conversation", code: "KeyJ", alt: true },
  { id: "previous", group: LIST, label: "Previous conversation", key: "k" },
  { id: "previous", group: LIST, label: "Previous conversation", code: "KeyK", alt: true },
  { id: "search", group: LIST, label: "Search all conversations", key: "/" },
  { id: "filters", group: LIST, label: "Filter and sort", key: "f" },
  { id: "leave", group: LIST, label: "Out of the field, then back to the list", key: "Escape" },
  { id: "claim", group: HERE, label: "Claim", code: "KeyC", alt: true },
  { id: "take_over", group: HERE, label: "Take over from a colleague", code: "KeyO", alt: true },
  { id: "resolve", group: HERE, label: "Resolve", code: "KeyE", alt: true },
  { id: "transfer", group: HERE, label: "Hand on", code: "KeyT", alt: true },
  { id: "return_to_bot", group: HERE, label: "Return to bot", code: "KeyB", alt: true },
  {
    id: "return_with_flow",
    group: HERE,
    label: "Return to bot with a job",
    code: "KeyG",
    alt: true,
  },
  { id: "release", group: HERE, label: "Release to queue", code: "KeyR", alt: true },
  { id: "reply", group: HERE, label: "Write a reply", code: "KeyL", alt: true },
  { id: "note", group: HERE, label: "Write a private note", code: "KeyP", alt: true },
  { id: "panel", group: HERE, label: "Show or hide the side panel", key: "]" },
  ...VIEWS.map((view) => ({
    id: view,
    group: GO,
    label: VIEW_TITLES[view],
    key: VIEW_KEYS[view],
    after: "g",
  })),
  { id: "floor", group: GO, label: "Who is here", key: "h", after: "g" },
  { id: "accept_offer", group: OTHER, label: "Accept the offer", code: "KeyA", alt: true },
  { id: "decline_offer", group: OTHER, label: "Decline the offer", code: "KeyX", alt: true },
  { id: "presence", group: OTHER, label: "Be online or away", code: "KeyW", alt: true },
  { id: "settings", group: OTHER, label: "Your settings", code: "KeyS", alt: true },
  { id: "palette", group: OTHER, label: "Find a customer or an action", code: "KeyK", mod: true },
  { id: "help", group: OTHER, label: "These shortcuts", key: "?" },
];
