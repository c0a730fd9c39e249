/**
 * Where an agent is, as it stands in the address: the view, its filters and order, the open conversation.
 *
 * `#/mine?team=returns&sort=due` is a list, `#/c/ID?in=mine&at=12` a conversation opened at a message,
 * `#/floor` who is here. A bare `#/c/ID` keeps the list as it was.
 */
import {
  FILTERS,
  type Filters,
  type Selection,
  SORTS,
  type Sort,
  VIEWS,
  type View,
} from "./staff-views.ts";

export interface Place {
  readonly page: "list" | "floor";
  readonly selection: Selection;
  readonly id: string | null;
  /** The message that is looked for. */
  readonly seq: number | null;
}

export const HOME: Selection = { view: "open", filters: {}, sort: null };

export function placeOf(hash: string, before: Selection = HOME): Place {
  const [path = "", raw = ""] = hash.replace(/^#\/?/u, "").split("?", 2);
  const query = new URLSearchParams(raw);
  const [kind = "", name] = path.split("/");
  const list = { page: "list", id: null, seq: null } as const;
  if (kind === "c" && name) {
    const selection = raw === "" ? before : selectionOf(query.get("in"), query);
    return { ...list, selection, id: decoded(name), seq: seqOf(query.get("at")) };
  }
  if (kind === "floor") return { ...list, page: "floor", selection: before };
  if (kind === "" && raw === "") return { ...list, selection: HOME };
  return { ...list, selection: selectionOf(kind, query) };
}

export function hashOf({ page, selection, id, seq }: Place): string {
  if (page === "floor") return "#/floor";
  const { view, filters, sort } = selection;
  const wanted = {
    ...(id === null ? {} : { in: view }),
    ...filters,
    ...(sort ? { sort } : {}),
    ...(seq ? { at: String(seq) } : {}),
  };
  const query = new URLSearchParams(wanted).toString();
  const path = id === null ? view : `c/${encodeURIComponent(id)}`;
  return query === "" ? `#/${path}` : `#/${path}?${query}`;
}

/** A conversation, with the list left as it is. */
export const openedAt = (selection: Selection, id: string, seq: number | null = null): string =>
  hashOf({ page: "list", selection, id, seq });

export const listAt = (selection: Selection): string =>
  hashOf({ page: "list", selection, id: null, seq: null });

function selectionOf(view: string | null, query: URLSearchParams): Selection {
  const filters: Filters = Object.fromEntries(
    FILTERS.flatMap((name) => {
      const value = query.get(name);
      return value ? [[name, value]] : [];
    }),
  );
  return {
    view: oneOf<View>(VIEWS, view) ?? HOME.view,
    filters,
    sort: oneOf<Sort>(SORTS, query.get("sort")),
  };
}

function oneOf<T extends string>(known: readonly T[], value: string | null): T | null {
  return known.find((one) => one === value) ?? null;
}

function seqOf(value: string | null): number | null {
  const seq = Number(value ?? "");
  return Number.isInteger(seq) && seq > 0 ? seq : null;
}

function decoded(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
