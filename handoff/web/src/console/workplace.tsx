/** A signed-in agent's whole page: bar, list, conversation. */
import { useEffect, useRef, useState } from "preact/hooks";
import { systemClock } from "../model/clock.ts";
import { ACTION_EVENTS, type ActionName, rightsOf } from "../model/staff-actions.ts";
import { Desk } from "../model/staff-desk.ts";
import { sectionsOf } from "../model/staff-queue.ts";
import { conversationHash, START_HASH } from "../model/staff-route.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { prefixedStorage } from "../model/storage.ts";
import { StaffBar, useShortcutSheet } from "../ui/staff-bar.tsx";
import { useRoute, useShortcuts } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import type { Session } from "../wire/payloads.ts";
import { connect } from "../wire/socket.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { PresenceSwitch } from "./presence-switch.tsx";
import { QueuePane } from "./queue-pane.tsx";
import { type Command, SHORTCUTS } from "./shortcuts.ts";
import { ThreadPane } from "./thread-pane.tsx";

interface WorkplaceProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
  readonly toasts: Toasts;
}

export function Workplace({ keeper, session, toasts }: WorkplaceProps) {
  const desk = useDesk(keeper, session, toasts);
  const route = useRoute();
  const [search, setSearch] = useState("");
  const searchBox = useRef<HTMLInputElement>(null);
  const sheet = useShortcutSheet(SHORTCUTS);
  const thread = useStore(desk.thread);
  const queue = useStore(desk.list.queue);
  const sections = sectionsOf(queue, desk.me.id, search);
  const waiting = [...queue.summaries.values()].filter(({ status }) => status === "queued").length;

  const id = route.kind === "conversation" ? route.id : null;
  useEffect(() => desk.open(id), [desk, id]);
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ""}Frontdesk console`;
  }, [waiting]);

  const step = (by: 1 | -1): boolean => {
    const order = [...sections.waiting, ...sections.own, ...sections.colleagues, ...sections.bot];
    const ids = order.map((summary) => summary.conversation_id);
    const here = id === null ? -1 : ids.indexOf(id);
    const next = ids.at(here === -1 ? (by === 1 ? 0 : -1) : (here + by) % ids.length);
    if (next !== undefined) location.hash = conversationHash(next);
    return next !== undefined;
  };
  const act = (action: ActionName): boolean => {
    const summary = id === null ? undefined : queue.summaries.get(id);
    if (!id || !summary || !rightsOf(summary, desk.me.id).actions.includes(action)) return false;
    void desk.act(action, id);
    return true;
  };
  useShortcuts(SHORTCUTS, (command: Command) => {
    if (sheet.open || document.querySelector("dialog[open]")) return false;
    if (command in ACTION_EVENTS) return act(command as ActionName);
    if (command === "next" || command === "previous") return step(command === "next" ? 1 : -1);
    if (command === "help") sheet.show();
    if (command === "search") searchBox.current?.focus();
    if (command === "leave") location.hash = START_HASH;
    // The composer of the open conversation listens for these two itself.
    return command !== "reply" && command !== "note";
  });

  return (
    <div class="workplace" data-open={id !== null}>
      <StaffBar
        here="console"
        session={session}
        keeper={keeper}
        toasts={toasts}
        onHelp={sheet.show}
      >
        <PresenceSwitch desk={desk} />
      </StaffBar>
      <ConnectionBar desk={desk} />
      <main class="contents">
        <QueuePane
          desk={desk}
          sections={sections}
          openId={id}
          search={search}
          onSearch={setSearch}
          searchBox={searchBox}
        />
        {thread ? (
          <ThreadPane key={thread.id} desk={desk} thread={thread} />
        ) : (
          <NothingOpen waiting={waiting} next={sections.waiting[0]} onHelp={sheet.show} />
        )}
      </main>
      {sheet.sheet}
    </div>
  );
}

/** One desk for as long as this person stays signed in. */
function useDesk(keeper: SessionKeeper, session: Session, toasts: Toasts): Desk {
  const [desk] = useState(
    () =>
      new Desk({
        connection: connect("/agent", async () => ({
          token: (await keeper.fresh()).socket_token,
        })),
        clock: systemClock,
        storage: prefixedStorage(() => window.localStorage, `frontdesk:staff:${session.id}:`),
        toasts,
        me: { id: session.id, name: session.name },
      }),
  );
  useEffect(() => {
    const hurry = () => desk.hurry();
    const forget = keeper.state.subscribe(({ phase }) => phase === "in" && hurry());
    window.addEventListener("online", hurry);
    document.addEventListener("visibilitychange", hurry);
    desk.start();
    return () => {
      forget();
      window.removeEventListener("online", hurry);
      document.removeEventListener("visibilitychange", hurry);
      desk.stop();
    };
  }, [desk, keeper]);
  return desk;
}
