/** A signed-in agent's whole page: bar, views, list, conversation, and what there is to know beside it. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Finding } from "../model/staff-finding.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { countsOf, eyesOf, groupsOf } from "../model/staff-views.ts";
import { customerName } from "../model/staff-words.ts";
import { StaffBar, useShortcutSheet } from "../ui/staff-bar.tsx";
import { useShortcuts } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import type { Session } from "../wire/payloads.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { FloorPage } from "./floor-page.tsx";
import { MentionsBadge } from "./note-badge.tsx";
import { NothingOpen } from "./nothing-open.tsx";
import { OffersBar } from "./offers-bar.tsx";
import { Palette } from "./palette.tsx";
import { Panel } from "./panel/panel.tsx";
import { PresenceSwitch } from "./presence-switch.tsx";
import { QueuePane } from "./queue-pane.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { SettingsDialog } from "./settings-dialog.tsx";
import { SHORTCUTS } from "./shortcuts.ts";
import { Splitter, useWidth } from "./splitter.tsx";
import { useStation } from "./station.ts";
import { ThreadPane } from "./thread-pane.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";
import { useCalls } from "./use-calls.ts";
import { possible, runCommand, type Situation, type Window } from "./use-commands.ts";
import { usePanel } from "./use-panel.ts";
import { usePlace } from "./use-place.ts";
import { ViewRail } from "./view-rail.tsx";

interface WorkplaceProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
  readonly toasts: Toasts;
}

const LIST = { usual: 340, least: 260, most: 520 };
const PANEL = { usual: 330, least: 260, most: 560 };

export function Workplace({ keeper, session, toasts }: WorkplaceProps) {
  const station = useStation(keeper, session, toasts);
  const { desk, floor } = station;
  const place = usePlace();
  const { id, selection } = place;
  const [finding] = useState(() => new Finding(station.api, desk.clock));
  const searchBox = useRef<HTMLInputElement>(null);
  const sheet = useShortcutSheet(SHORTCUTS);
  const [shown, setShown] = useState<Window | null>(null);
  const panel = usePanel(station.storage);
  const listWidth = useWidth(station.storage, "list-width", LIST);
  const panelWidth = useWidth(station.storage, "panel-width", PANEL);
  const thread = useStore(desk.thread);
  const queue = useStore(desk.list.queue);
  const teams = useStore(station.teams);
  const calls = useCalls(station.care.mentions, selection.view);
  const eyes = useMemo(() => eyesOf(desk.me.id, teams, calls), [desk, teams, calls]);
  const groups = useMemo(() => groupsOf(queue, selection, eyes), [queue, selection, eyes]);
  const counts = useMemo(() => countsOf(queue, eyes), [queue, eyes]);
  const summary = id === null ? undefined : queue.summaries.get(id);

  useEffect(() => {
    desk.open(id);
    floor.show(id);
  }, [desk, floor, id]);
  const urgent = counts.waiting.count + counts.mine.unread;
  useEffect(() => {
    document.title = `${urgent > 0 ? `(${urgent}) ` : ""}Frontdesk console`;
  }, [urgent]);

  const now: Situation = {
    station,
    place,
    order: groups.flatMap(({ list }) => list.map(({ conversation_id }) => conversation_id)),
    open: (window) => (window === "sheet" ? sheet.show() : setShown(window)),
    turnPanel: panel.turn,
  };
  useShortcuts(SHORTCUTS, (command) => {
    if (document.querySelector("dialog[open]")) return false;
    // The composer of the open conversation listens for these two itself.
    return command !== "reply" && command !== "note" && runCommand(now, command);
  });

  const close = () => setShown(null);
  const waiting =
    groupsOf(queue, { view: "waiting", filters: {}, sort: null }, eyes)[0]?.list ?? [];
  return (
    <div
      class="workplace"
      data-open={id !== null}
      data-page={place.page}
      data-panel={panel.open}
      style={{ "--queue-width": `${listWidth.px}px`, "--panel-width": `${panelWidth.px}px` }}
    >
      <StaffBar
        here="console"
        session={session}
        keeper={keeper}
        toasts={toasts}
        onHelp={sheet.show}
      >
        <MentionsBadge care={station.care} />
        <PresenceSwitch station={station} onSettings={() => setShown("settings")} />
      </StaffBar>
      <ConnectionBar desk={desk} />
      <OffersBar station={station} selection={selection} />
      <ViewRail selection={selection} counts={counts} page={place.page} />
      <main class="contents">
        {place.page === "floor" ? (
          <FloorPage station={station} />
        ) : (
          <>
            <div class="queue-slot">
              <QueuePane
                station={station}
                selection={selection}
                groups={groups}
                eyes={eyes}
                openId={id}
                finding={finding}
                searchBox={searchBox}
              />
              <Splitter label="Width of the list" width={listWidth} pane="before" />
            </div>
            {thread ? (
              <ThreadPane
                key={thread.id}
                station={station}
                thread={thread}
                selection={selection}
                sought={place.seq}
                panel={panel}
                onCommand={(command) => runCommand(now, command)}
              />
            ) : (
              <NothingOpen
                waiting={waiting.length}
                selection={selection}
                next={waiting[0]}
                onHelp={sheet.show}
              />
            )}
            {thread && panel.open && (
              <aside class="panel" aria-label="About this conversation">
                <Splitter label="Width of the side panel" width={panelWidth} pane="after" />
                <Panel key={thread.id} station={station} thread={thread} selection={selection} />
              </aside>
            )}
          </>
        )}
      </main>
      {sheet.sheet}
      {shown === "palette" && (
        <Palette
          station={station}
          selection={selection}
          possible={(command) => possible(now, command)}
          onRun={(command) => runCommand(now, command)}
          onClose={close}
        />
      )}
      {shown === "settings" && <SettingsDialog station={station} onClose={close} />}
      {shown === "return" && id && <ReturnDialog station={station} id={id} onClose={close} />}
      {shown === "transfer" && id && summary && (
        <TransferDialog
          station={station}
          id={id}
          name={customerName(summary.customer)}
          onClose={close}
        />
      )}
    </div>
  );
}
