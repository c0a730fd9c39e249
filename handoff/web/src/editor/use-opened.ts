/** The article that the address names; a new article stays open as it is when it gets its address. */
import { useEffect, useRef } from "preact/hooks";
import { articleHash, type Route } from "../model/staff-route.ts";
import type { EditorDesk, Opened } from "./desk.ts";

export function useOpened(desk: EditorDesk, route: Route): Opened | null {
  const open = useRef<Opened | null>(null);
  const wanted = route.kind === "article" ? route.id : null;
  const editable = route.kind === "article" || route.kind === "new-article";
  if (!editable) leave(open);
  else if (!open.current || open.current.editing.id !== wanted) {
    leave(open);
    const opened: Opened = desk.open(wanted, (article) => {
      if (open.current === opened && wanted === null) readdress(articleHash(article.id));
    });
    open.current = opened;
  }
  useEffect(() => {
    const flush = () => void open.current?.editing.flush();
    const onHide = () => document.visibilityState === "hidden" && flush();
    window.addEventListener("online", flush);
    document.addEventListener("visibilitychange", onHide);
    return () => {
      window.removeEventListener("online", flush);
      document.removeEventListener("visibilitychange", onHide);
    };
  }, []);
  return open.current;
}

/** What was typed is on its way to the server before the next article is shown. */
function leave(open: { current: Opened | null }): void {
  void open.current?.editing.flush();
  open.current = null;
}

/** Changes the address in place; going there the usual way would take the focus out of the form. */
function readdress(hash: string): void {
  history.replaceState(null, "", hash);
  window.dispatchEvent(new Event("hashchange"));
}

const keys = new WeakMap<Opened, number>();
let lastKey = 0;

/** Each opened article gets a view of its own, so that nothing typed or scrolled leaks into the next. */
export function keyOf(opened: Opened): number {
  const known = keys.get(opened);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(opened, lastKey);
  return lastKey;
}
