/** A signed-in editor's whole page: bar, list, the open article. */
import { useEffect, useRef, useState } from "preact/hooks";
import { systemClock } from "../model/clock.ts";
import type { Editing } from "../model/staff-editing.ts";
import { articleHash, NEW_ARTICLE_HASH, type Route } from "../model/staff-route.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { prefixedStorage } from "../model/storage.ts";
import { StaffBar, useShortcutSheet } from "../ui/staff-bar.tsx";
import { useRoute, useShortcuts } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import type { Session } from "../wire/payloads.ts";
import { ArticlePane } from "./article-pane.tsx";
import { ArticleView } from "./article-view.tsx";
import { EditorDesk } from "./desk.ts";
import { NothingOpen } from "./nothing-open.tsx";
import { type Command, MARK_SHORTCUTS, SHORTCUTS } from "./shortcuts.ts";

interface BenchProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
  readonly toasts: Toasts;
}

export function Bench({ keeper, session, toasts }: BenchProps) {
  const [desk] = useState(() => makeDesk(keeper, session, toasts));
  const route = useRoute();
  const editing = useEditing(desk, route);
  const page = useStore(desk.list.page);
  const searchBox = useRef<HTMLInputElement>(null);
  const sheet = useShortcutSheet([...SHORTCUTS, ...MARK_SHORTCUTS]);
  useEffect(() => {
    desk.list.refresh();
    const onFocus = () => desk.list.refresh();
    window.addEventListener("focus", onFocus);
    return () => window.removeEventListener("focus", onFocus);
  }, [desk]);

  const step = (by: 1 | -1): boolean => {
    const ids = page.value?.articles.map((article) => article.id) ?? [];
    const here = route.id === null ? -1 : ids.indexOf(route.id);
    const next = ids.at(here === -1 ? (by === 1 ? 0 : -1) : (here + by) % ids.length);
    if (next !== undefined) location.hash = articleHash(next);
    return next !== undefined;
  };
  useShortcuts(SHORTCUTS, (command: Command) => {
    if (document.querySelector("dialog[open]")) return command === "save";
    if (command === "next" || command === "previous") return step(command === "next" ? 1 : -1);
    if (command === "help") sheet.show();
    else if (command === "new") location.hash = NEW_ARTICLE_HASH;
    else if (command === "search") searchBox.current?.focus();
    else if (command === "try") document.getElementById("try-question")?.focus();
    else if (command === "publish") void editing?.publish();
    else void editing?.save();
    return true;
  });

  return (
    <div class="bench" data-open={editing !== null}>
      <StaffBar
        here="editor"
        session={session}
        keeper={keeper}
        toasts={toasts}
        onHelp={sheet.show}
      />
      <main class="contents">
        <ArticlePane desk={desk} openId={route.id} searchBox={searchBox} editing={editing} />
        {editing ? (
          <ArticleView key={keyOf(editing)} desk={desk} editing={editing} />
        ) : (
          <NothingOpen />
        )}
      </main>
      {sheet.sheet}
    </div>
  );
}

function makeDesk(keeper: SessionKeeper, session: Session, toasts: Toasts): EditorDesk {
  const storage = prefixedStorage(() => window.localStorage, `frontdesk:editor:${session.id}:`);
  return new EditorDesk(keeper, storage, toasts, systemClock);
}

/** The article that the address names; a new article stays open as it is when it gets its address. */
function useEditing(desk: EditorDesk, route: Route): Editing | null {
  const open = useRef<Editing | null>(null);
  const wanted = route.kind === "article" ? route.id : null;
  if (route.kind === "start" || route.kind === "conversation") open.current = null;
  else if (!open.current || open.current.id !== wanted) {
    const editing: Editing = desk.open(wanted, (article) => {
      if (open.current === editing && wanted === null) readdress(articleHash(article.id));
    });
    open.current = editing;
  }
  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (open.current?.dirty) event.preventDefault();
    };
    window.addEventListener("beforeunload", guard);
    return () => window.removeEventListener("beforeunload", guard);
  }, []);
  return open.current;
}

/** Changes the address in place; going there the usual way would take the focus out of the form. */
function readdress(hash: string): void {
  history.replaceState(null, "", hash);
  window.dispatchEvent(new Event("hashchange"));
}

const keys = new WeakMap<Editing, number>();
let lastKey = 0;

/** Each opened article gets a view of its own, so that nothing typed or scrolled leaks into the next. */
function keyOf(editing: Editing): number {
  const known = keys.get(editing);
  if (known !== undefined) return known;
  lastKey += 1;
  keys.set(editing, lastKey);
  return lastKey;
}
