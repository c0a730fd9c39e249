/** The list of conversations: the chosen view, narrowed down, or what a search has found. */
import type { RefObject } from "preact";
import { useCallback, useMemo, useRef } from "preact/hooks";
import type { Finding } from "../model/staff-finding.ts";
import { openedAt } from "../model/staff-place.ts";
import {
  choicesOf,
  type Eyes,
  type FilterName,
  type Group,
  type Selection,
  VIEW_TITLES,
} from "../model/staff-views.ts";
import { humanised, languageName, reasonShort } from "../model/staff-words.ts";
import { SearchField } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Summary } from "../wire/payloads.ts";
import { QueueFilters } from "./queue-filters.tsx";
import { QueueItem } from "./queue-item.tsx";
import { SearchResults } from "./search-results.tsx";
import type { Station } from "./station.ts";
import { useOlder } from "./use-older.ts";
import { WindowList, type WindowRow } from "./window-list.tsx";

const ITEM_PX = 84;
const TITLE_PX = 34;
const EMPTY: Readonly<Record<Selection["view"], string>> = {
  waiting: "Nobody is waiting. Well done.",
  mine: "Conversations you claim come here.",
  team: "Nothing is open in your teams.",
  open: "Nothing is open. Well done.",
  mentions: "No note mentions you yet. Colleagues name you with @ in a private note.",
  resolved: "Nothing resolved yet.",
  bot: "The bot is talking with nobody.",
};

interface QueuePaneProps {
  readonly station: Station;
  readonly selection: Selection;
  readonly groups: readonly Group[];
  readonly eyes: Eyes;
  readonly openId: string | null;
  readonly finding: Finding;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

type Row = WindowRow &
  ({ readonly title: string; readonly count: number } | { readonly summary: Summary });

export function QueuePane(props: QueuePaneProps) {
  const { station, selection, groups, openId, finding, searchBox } = props;
  const { loaded } = useStore(station.desk.list.queue);
  const { words, page, waiting, problem } = useStore(finding.state);
  const { view, filters } = selection;
  const count = groups.reduce((sum, { list }) => sum + list.length, 0);
  return (
    <aside class="queue" aria-label="Conversations">
      <header class="queue-head">
        <div class="queue-search">
          <SearchField
            field={searchBox}
            label="Search all conversations"
            testid="queue-search"
            value={words}
            onInput={(next) => finding.look(next)}
          />
        </div>
        {words.trim() === "" && (
          <>
            <div class="queue-title">
              <h2>{VIEW_TITLES[view]}</h2>
              {loaded && (
                <span class="queue-count" data-testid="list-count">
                  {count}
                </span>
              )}
            </div>
            <Filters {...props} />
          </>
        )}
      </header>
      {words.trim() !== "" ? (
        <SearchResults
          found={page}
          words={words}
          waiting={waiting}
          problem={problem}
          selection={selection}
          openId={openId}
          me={station.desk.me.id}
          onMore={() => finding.more()}
        />
      ) : loaded ? (
        <Lines {...props} empty={count === 0} filtered={Object.keys(filters).length > 0} />
      ) : (
        <QueueSkeleton />
      )}
    </aside>
  );
}

function Filters({ station, selection, eyes, openId }: QueuePaneProps) {
  const queue = useStore(station.desk.list.queue);
  const teams = useStore(station.teams);
  const choices = useMemo(
    () => choicesOf(queue, selection.view, eyes),
    [queue, selection.view, eyes],
  );
  const nameOf = (filter: FilterName, value: string): string => {
    if (filter === "team") return teams.find(({ id }) => id === value)?.name ?? humanised(value);
    if (filter === "reason") return reasonShort(value);
    if (filter === "language") return languageName(value);
    if (filter !== "agent") return value;
    const owned = [...queue.summaries.values()].find(({ agent }) => agent?.id === value);
    return owned?.agent?.name ?? value;
  };
  return <QueueFilters selection={selection} openId={openId} choices={choices} nameOf={nameOf} />;
}

interface LinesProps extends QueuePaneProps {
  readonly empty: boolean;
  readonly filtered: boolean;
}

function Lines({ station, selection, groups, eyes, openId, empty, filtered }: LinesProps) {
  const { desk, floor } = station;
  const { unread } = useStore(desk.list.queue);
  const unsent = useStore(desk.outboxes.unsent);
  const viewers = useStore(floor.viewers);
  const teams = useStore(station.teams);
  const scroller = useRef<HTMLDivElement>(null);
  const older = useOlder(station, selection.view);
  const rows = useMemo(() => rowsOf(groups), [groups]);
  const onNearEnd = useCallback(() => older.fetch(), [older.fetch]);
  if (empty) {
    return (
      <p class="queue-empty" data-testid="list-empty">
        {filtered ? "Nothing goes by these filters." : EMPTY[selection.view]}
      </p>
    );
  }
  return (
    <WindowList
      key={selection.view}
      rows={rows}
      label={VIEW_TITLES[selection.view]}
      sought={openId}
      scroller={scroller}
      onNearEnd={onNearEnd}
      foot={older.waiting && <p class="list-more">Fetching older ones…</p>}
    >
      {(row) =>
        "title" in row ? (
          <h3 class="group-title">
            {row.title} <span class="queue-count">{row.count}</span>
          </h3>
        ) : (
          <QueueItem
            summary={row.summary}
            href={openedAt(
              selection,
              row.key,
              selection.view === "mentions" ? eyes.calls.get(row.key)?.seq : null,
            )}
            calls={eyes.calls.get(row.key)?.unread ?? 0}
            me={desk.me.id}
            here={row.key === openId}
            unread={unread.get(row.key) ?? 0}
            unsent={unsent.has(row.key)}
            draft={row.key !== openId && desk.drafts.text(row.key, "reply") !== ""}
            viewers={viewers.get(row.key) ?? []}
            team={
              teams.length > 1
                ? (teams.find(({ id }) => id === row.summary.team)?.name ?? null)
                : null
            }
          />
        )
      }
    </WindowList>
  );
}

function rowsOf(groups: readonly Group[]): Row[] {
  return groups.flatMap(({ title, list }) => [
    ...(title === null ? [] : [{ key: `: ${title}`, height: TITLE_PX, title, count: list.length }]),
    ...list.map((summary) => ({ key: summary.conversation_id, height: ITEM_PX, summary })),
  ]);
}

function QueueSkeleton() {
  return (
    <div class="list-skeleton" role="status">
      <span class="unseen">Loading conversations</span>
      <i />
      <i />
      <i />
    </div>
  );
}
