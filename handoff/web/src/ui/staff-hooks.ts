/** Time, address and keys for the pages of staff. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Route, routeOf } from "../model/staff-route.ts";
import { beginning, find, type Shortcut } from "../model/staff-shortcuts.ts";

/** The present time in steps of `everyMs`; everything that shows it turns over at the same moment. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), everyMs - (Date.now() % everyMs));
    return () => clearTimeout(timer);
  }, [everyMs, now]);
  return Math.floor(now / everyMs) * everyMs;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location.hash));
  useEffect(() => {
    const take = () => setRoute(routeOf(location.hash));
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return route;
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.matches("input, textarea, select") || target.isContentEditable;
}

/** So long the first key of two waits for the second. */
const SEQUENCE_MS = 1_500;

/** `onShortcut` answers whether it did something; only then the key is taken from the browser. */
export function useShortcuts<Id extends string>(
  shortcuts: readonly Shortcut<Id>[],
  onShortcut: (id: Id) => boolean,
): void {
  const begun = useRef<{ readonly key: string; readonly at: number } | null>(null);
  // Before the first paint, and by the time of the press: a key must not be lost to a busy page.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || event.defaultPrevented || event.key === "Shift") return;
      const first = begun.current;
      const before = first && event.timeStamp - first.at < SEQUENCE_MS ? first.key : null;
      const writing = isWriting(event.target);
      const next = before === null ? beginning(shortcuts, event, writing) : null;
      begun.current = next === null ? null : { key: next, at: event.timeStamp };
      const id = find(shortcuts, event, writing, before);
      if (id !== null && onShortcut(id)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

/** A field that is as high as its text, without the page moving under the writer. */
export function useGrowing(ref: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const field = ref.current;
    const scroller = field?.closest(".article-form, .article-columns");
    if (!field || !scroller) return;
    const { scrollTop } = scroller;
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
    scroller.scrollTop = scrollTop;
  }, [text]);
}
