/** A signed-in editor's whole screen: bar, pages, and on the first page the list beside the open article. */
import { useEffect, useState } from "preact/hooks";
import { systemClock } from "../model/clock.ts";
import { keepsArticles, pagesOf, type Roles } from "../model/staff-rights.ts";
import {
  articleHash,
  type DeskPage,
  isDeskPage,
  NEW_ARTICLE_HASH,
  pageHash,
  type Route,
  START_HASH,
} from "../model/staff-route.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Shortcut } from "../model/staff-shortcuts.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { prefixedStorage } from "../model/storage.ts";
import { StaffBar, useShortcutSheet } from "../ui/staff-bar.tsx";
import { useRoute, useShortcuts } from "../ui/staff-hooks.ts";
import type { Session } from "../wire/payloads.ts";
import { ArticlePane } from "./article-pane.tsx";
import { ArticleView } from "./article-view.tsx";
import { EditorDesk, type Opened } from "./desk.ts";
import { DeskNav } from "./desk-nav.tsx";
import { GapsPage } from "./gaps-page.tsx";
import { GoldenPage } from "./golden-page.tsx";
import { HealthPage } from "./health-page.tsx";
import { ImportsPage } from "./imports-page.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { Palette } from "./palette.tsx";
import { PolicyPage } from "./policy-page.tsx";
import { type Command, MARK_SHORTCUTS, shortcutsOf } from "./shortcuts.ts";
import { TrustPage } from "./trust-page.tsx";
import { UnderstandingPage } from "./understanding-page.tsx";
import { keyOf, useOpened } from "./use-opened.ts";
import { VoicePage } from "./voice-page.tsx";

interface BenchProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
  readonly toasts: Toasts;
}

export function Bench({ keeper, session, toasts }: BenchProps) {
  const [desk] = useState(() => makeDesk(keeper, session, toasts));
  const { roles } = session;
  const articles = keepsArticles(roles);
  const pages = pagesOf(roles);
  const route = useAllowed(useRoute(), pages, articles);
  const opened = useOpened(desk, route);
  const [palette, setPalette] = useState(false);
  const shortcuts = shortcutsOf(pages, articles);
  const sheet = useShortcutSheet(articles ? [...shortcuts, ...MARK_SHORTCUTS] : shortcuts);
  const run = useCommands(desk, route, opened, shortcuts, sheet.show, () => setPalette(true));
  useUnsavedGuard(desk);
  useEffect(() => {
    if (!articles) return;
    desk.list.refresh();
    const onFocus = () => desk.list.refresh();
    window.addEventListener("focus", onFocus);
    return () => window.removeEventListener("focus", onFocus);
  }, [desk]);
  return (
    <div class="bench" data-open={opened !== null} data-page={isDeskPage(route.kind)}>
      <StaffBar
        here="editor"
        session={session}
        keeper={keeper}
        toasts={toasts}
        onHelp={sheet.show}
        pages={<DeskNav route={route} pages={pages} articles={articles} />}
      />
      <main class="contents">
        {isDeskPage(route.kind) ? (
          <Page desk={desk} route={route} roles={roles} />
        ) : (
          <>
            <ArticlePane desk={desk} openId={route.id} editing={opened?.editing ?? null} />
            {opened ? (
              <ArticleView key={keyOf(opened)} desk={desk} opened={opened} />
            ) : (
              <NothingOpen />
            )}
          </>
        )}
      </main>
      {palette && (
        <Palette
          desk={desk}
          opened={opened}
          shortcuts={shortcuts}
          articles={articles}
          onRun={run}
          onClose={() => setPalette(false)}
        />
      )}
      {sheet.sheet}
    </div>
  );
}

interface PageProps {
  readonly desk: EditorDesk;
  readonly route: Route;
  readonly roles: Roles;
}

function Page({ desk, route, roles }: PageProps) {
  switch (route.kind) {
    case "gaps":
      return <GapsPage desk={desk} openId={route.id} />;
    case "golden":
      return <GoldenPage desk={desk} />;
    case "imports":
      return <ImportsPage desk={desk} />;
    case "health":
      return <HealthPage desk={desk} />;
    case "policy":
      return <PolicyPage desk={desk} roles={roles} openId={route.id} />;
    case "voice":
      return <VoicePage desk={desk} roles={roles} openId={route.id} />;
    case "understanding":
      return <UnderstandingPage desk={desk} roles={roles} openId={route.id} />;
    default:
      return <TrustPage desk={desk} />;
  }
}

/** Who has nothing to do with a page is shown the first one of their own. */
function useAllowed(route: Route, pages: readonly DeskPage[], articles: boolean): Route {
  const allowed = isDeskPage(route.kind) ? pages.includes(route.kind) : articles;
  return allowed ? route : { kind: pages[0] ?? "policy", id: null };
}

/** The browser asks before it leaves what is not in force yet. */
function useUnsavedGuard(desk: EditorDesk): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (desk.voice.unsaved || desk.policy.unsaved) event.preventDefault();
    };
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [desk]);
}

/** What the keys and the palette do; gives the same as a function. */
function useCommands(
  desk: EditorDesk,
  route: Route,
  opened: Opened | null,
  shortcuts: readonly Shortcut<Command>[],
  showHelp: () => void,
  showPalette: () => void,
): (command: Command) => boolean {
  const step = (by: 1 | -1): boolean => {
    const ids = desk.list.page.get().value?.articles.map((article) => article.id) ?? [];
    const here = route.id === null ? -1 : ids.indexOf(route.id);
    const next = ids.at(here === -1 ? (by === 1 ? 0 : -1) : (here + by) % ids.length);
    if (next !== undefined) location.hash = articleHash(next);
    return next !== undefined;
  };
  const run = (command: Command): boolean => {
    if (command === "next" || command === "previous") return step(command === "next" ? 1 : -1);
    if (command === "leave") return leave(opened !== null);
    if (command === "search") return focusOn("[data-search]");
    if (command === "try") return focusOn("#try-question");
    if (isDeskPage(command)) location.hash = pageHash(command);
    else if (command === "articles") location.hash = START_HASH;
    else if (command === "help") showHelp();
    else if (command === "palette") showPalette();
    else if (command === "new") location.hash = NEW_ARTICLE_HASH;
    else if (command === "publish") void opened?.lifecycle.publish();
    else void opened?.editing.save();
    return true;
  };
  useShortcuts(shortcuts, (command) => {
    if (document.querySelector("dialog[open]")) return command === "save";
    return run(command);
  });
  return run;
}

/** Out of a field first; then back to the list, to where one came from. */
function leave(open: boolean): boolean {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.matches("input, textarea, select")) {
    focused.blur();
    return true;
  }
  if (!open) return false;
  const here = document.querySelector<HTMLElement>(".article-item[aria-current]");
  location.hash = START_HASH;
  here?.focus();
  return true;
}

function focusOn(selector: string): boolean {
  const field = document.querySelector<HTMLElement>(selector);
  field?.focus();
  return field !== null;
}

function makeDesk(keeper: SessionKeeper, session: Session, toasts: Toasts): EditorDesk {
  const storage = prefixedStorage(() => window.localStorage, `frontdesk:editor:${session.id}:`);
  return new EditorDesk(keeper, storage, toasts, systemClock);
}
