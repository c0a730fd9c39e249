/** What the keys, the palette and the buttons do: one table of commands for all three. */
import { type ActionName, rightsOf, standingOf } from "../model/staff-actions.ts";
import type { Place } from "../model/staff-place.ts";
import { listAt, openedAt, placeOf } from "../model/staff-place.ts";
import { type Selection, VIEWS, type View } from "../model/staff-views.ts";
import type { Command } from "./shortcuts.ts";
import type { Station } from "./station.ts";

export type Window = "sheet" | "palette" | "transfer" | "return" | "settings";

export interface Situation {
  readonly station: Station;
  readonly place: Place;
  /** The conversations of the list, in its order. */
  readonly order: readonly string[];
  readonly open: (window: Window) => void;
  readonly turnPanel: () => void;
}

const AT_ONCE: readonly Command[] = ["claim", "take_over", "resolve", "return_to_bot", "release"];

/** Whether a command makes sense now. */
export function possible({ place, station }: Situation, command: Command): boolean {
  if (AT_ONCE.includes(command)) return mayNow(station, command as ActionName);
  if (command === "transfer") return mayNow(station, "transfer");
  if (command === "return_with_flow") return mayNow(station, "return_to_bot");
  if (command === "accept_offer" || command === "decline_offer") {
    return station.floor.offers.get().length > 0;
  }
  if (command === "reply" || command === "note" || command === "panel") return place.id !== null;
  return true;
}

/** Does it, and says whether there was something to do. */
export function runCommand(now: Situation, command: Command): boolean {
  if (!possible(now, command)) return false;
  const { station, place } = now;
  if (AT_ONCE.includes(command)) return act(now, command as ActionName);
  if ((VIEWS as readonly string[]).includes(command)) return goToView(command as View);
  switch (command) {
    case "next":
      return step(now, 1);
    case "previous":
      return step(now, -1);
    case "accept_offer":
      return answer(now, "offer-accept");
    case "decline_offer":
      return answer(now, "offer-decline");
    case "transfer":
      return shown(now, "transfer");
    case "return_with_flow":
      return shown(now, "return");
    case "settings":
      return shown(now, "settings");
    case "palette":
      return shown(now, "palette");
    case "help":
      return shown(now, "sheet");
    case "search":
      return focusOn("[data-search]");
    case "filters":
      return openFilters();
    case "floor":
      location.hash = "#/floor";
      return true;
    case "presence":
      station.desk.setPresence(station.desk.presence.get() === "online" ? "away" : "online");
      return true;
    case "panel":
      now.turnPanel();
      return true;
    case "leave":
      return leave(place);
    case "reply":
    case "note":
      return focusOn(`[data-testid="mode-${command}"]`, true);
    default:
      return false;
  }
}

/** By the same events as the buttons: a press must not fail because the list hears of a change later. */
function mayNow({ desk, leads }: Station, action: ActionName): boolean {
  const thread = desk.thread.get();
  if (!thread) return false;
  const listed = desk.list.queue.get().summaries.get(thread.id) ?? thread.summary.get();
  const standing = standingOf(thread.sync.state.get().conversation, listed);
  return rightsOf(standing, desk.me.id, leads).actions.includes(action);
}

function act({ station }: Situation, action: ActionName): boolean {
  const thread = station.desk.thread.get();
  if (thread) void station.desk.act(action, thread.id);
  return thread !== null;
}

function goToView(view: View): boolean {
  const selection: Selection = { view, filters: {}, sort: null };
  location.hash = listAt(selection);
  return true;
}

/** From where the address is: of two quick presses the second must not start where the first did. */
function step({ place, order }: Situation, by: 1 | -1): boolean {
  const { id } = placeOf(location.hash, place.selection);
  const here = id === null ? -1 : order.indexOf(id);
  const next = order.at(here === -1 ? (by === 1 ? 0 : -1) : (here + by) % order.length);
  if (next !== undefined) location.hash = openedAt(place.selection, next);
  return next !== undefined;
}

function shown({ open }: Situation, window: Window): boolean {
  open(window);
  return true;
}

function answer(_now: Situation, testid: string): boolean {
  return focusOn(`[data-testid="${testid}"]`, true);
}

function openFilters(): boolean {
  const filters = document.querySelector<HTMLDetailsElement>("details.filters");
  if (!filters) return false;
  filters.open = true;
  filters.querySelector("select")?.focus();
  return true;
}

/** Out of a field first; then back to the list, to where one came from. */
function leave(place: Place): boolean {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches("input, textarea, select")) {
    focused.blur();
    return true;
  }
  if (place.id === null) return false;
  const here = document.querySelector<HTMLElement>(".queue-item[aria-current]");
  location.hash = listAt(place.selection);
  here?.focus();
  return true;
}

function focusOn(selector: string, press = false): boolean {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus();
  if (press) found?.click();
  return found !== null;
}
