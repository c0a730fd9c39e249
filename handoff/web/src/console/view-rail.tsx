/** The views of the list, each with how many it holds and whether something in it is unread. */
import type { ComponentChildren } from "preact";
import { listAt } from "../model/staff-place.ts";
import {
  type Selection,
  VIEW_TITLES,
  VIEWS,
  type View,
  type ViewCount,
} from "../model/staff-views.ts";
import { Icon } from "../ui/icons.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";

const PICTURES: Readonly<Record<View, ComponentChildren>> = {
  waiting: <Icon name="clock" />,
  mine: <Icon name="person" />,
  team: <StaffIcon name="people" />,
  open: <StaffIcon name="list" />,
  mentions: <StaffIcon name="mention" />,
  resolved: <Icon name="check" />,
  bot: <Icon name="bot" />,
};
/** Of these only what was fetched so far is known, so that a number would promise too much. */
const UNCOUNTED: readonly View[] = ["resolved"];
/** What was read of these asks for nothing any more. */
const ONLY_UNREAD: readonly View[] = ["mentions"];

interface ViewRailProps {
  readonly selection: Selection;
  readonly counts: Readonly<Record<View, ViewCount>>;
  readonly page: "list" | "floor";
}

export function ViewRail({ selection, counts, page }: ViewRailProps) {
  return (
    <nav class="rail" aria-label="Views">
      {VIEWS.map((view) => (
        <a
          key={view}
          href={listAt({ view, filters: {}, sort: null })}
          data-testid={`view-${view}`}
          aria-current={page === "list" && selection.view === view ? "page" : undefined}
        >
          <span class="rail-picture">
            {PICTURES[view]}
            <RailCount view={view} {...counts[view]} />
          </span>
          {VIEW_TITLES[view]}
        </a>
      ))}
      <a
        class="rail-floor"
        href="#/floor"
        data-testid="view-floor"
        aria-current={page === "floor" ? "page" : undefined}
      >
        <span class="rail-picture">
          <StaffIcon name="eye" />
        </span>
        Who is here
      </a>
    </nav>
  );
}

function RailCount({ view, count, unread }: ViewCount & { readonly view: View }) {
  const shown = ONLY_UNREAD.includes(view) ? unread : count;
  if (UNCOUNTED.includes(view) || shown === 0) return null;
  return (
    <span class="rail-count" data-unread={unread > 0} data-testid={`count-${view}`}>
      {shown > 999 ? "999+" : shown}
      {unread > 0 && <span class="unseen"> of them {unread} unread</span>}
    </span>
  );
}
