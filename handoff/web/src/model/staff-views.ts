/** The views of the list: which conversations each one shows, filtered and sorted as the agent wishes. */
import type { Summary } from "../wire/payloads.ts";
import type { TeamLine } from "../wire/staff-workplace.ts";
import { type Calls, NO_CALLS } from "./staff-mentions.ts";
import type { Queue } from "./staff-queue.ts";

export const VIEWS = ["waiting", "mine", "team", "open", "mentions", "resolved", "bot"] as const;
export type View = (typeof VIEWS)[number];

export const VIEW_TITLES: Readonly<Record<View, string>> = {
  waiting: "Waiting",
  mine: "Mine",
  team: "My team",
  open: "All open",
  mentions: "Mentions",
  resolved: "Resolved",
  bot: "With the bot",
};

export const FILTERS = ["team", "tag", "reason", "language", "agent"] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Readonly<Partial<Record<FilterName, string>>>;

export const SORTS = ["waiting", "recent", "oldest", "due", "priority"] as const;
export type Sort = (typeof SORTS)[number];

export interface Selection {
  readonly view: View;
  readonly filters: Filters;
  /** Null is the view's own order. */
  readonly sort: Sort | null;
}

/** Whose eyes look: some views mean "mine". */
export interface Eyes {
  readonly me: string;
  readonly teams: ReadonlySet<string>;
  /** The team of whatever nobody assigned to another. */
  readonly fallback: string | null;
  /** What names the one who looks. */
  readonly calls: Calls;
}

export interface Group {
  readonly title: string | null;
  readonly list: readonly Summary[];
}

export interface ViewCount {
  readonly count: number;
  /** Conversations in which a customer wrote something that nobody here has read; of mentions, the notes. */
  readonly unread: number;
}

export function eyesOf(me: string, teams: readonly TeamLine[], calls: Calls = NO_CALLS): Eyes {
  const mine = teams.filter((team) => team.default || team.members.includes(me));
  const fallback = teams.find((team) => team.default)?.id ?? null;
  return { me, teams: new Set(mine.map(({ id }) => id)), fallback, calls };
}

export const isOpen = ({ status }: Summary) => status === "queued" || status === "assigned";

export function belongs(summary: Summary, view: View, eyes: Eyes): boolean {
  const { status, agent } = summary;
  switch (view) {
    case "waiting":
      return status === "queued";
    case "mine":
      return status === "assigned" && agent?.id === eyes.me;
    case "team":
      return isOpen(summary) && eyes.teams.has(teamOf(summary, eyes) ?? "");
    case "open":
      return isOpen(summary);
    case "mentions":
      return eyes.calls.has(summary.conversation_id);
    default:
      return status === view;
  }
}

export function teamOf(summary: Summary, { fallback }: Pick<Eyes, "fallback">): string | null {
  return summary.team ?? fallback;
}

function passes(summary: Summary, filters: Filters, eyes: Eyes): boolean {
  const { team, tag, reason, language, agent } = filters;
  return (
    (team === undefined || teamOf(summary, eyes) === team) &&
    (tag === undefined || (summary.tags ?? []).includes(tag)) &&
    (reason === undefined || summary.reason === reason) &&
    (language === undefined || summary.language === language) &&
    (agent === undefined || summary.agent?.id === agent)
  );
}

/** What a view shows, in groups where its own order has some. */
export function groupsOf(queue: Queue, selection: Selection, eyes: Eyes): Group[] {
  const { view, filters, sort } = selection;
  const shown = [...queue.summaries.values()].filter(
    (summary) => belongs(summary, view, eyes) && passes(summary, filters, eyes),
  );
  if (sort !== null) return [{ title: null, list: shown.sort(ORDERS[sort]) }];
  if (view === "waiting") return [{ title: null, list: shown.sort(ORDERS.waiting) }];
  if (view === "mentions") return mentioned(shown, eyes.calls);
  if (view !== "open" && view !== "team") return [{ title: null, list: shown.sort(ORDERS.recent) }];
  const waiting = shown.filter(({ status }) => status === "queued");
  const own = shown.filter(({ agent }) => agent?.id === eyes.me);
  const others = shown.filter(({ agent }) => agent && agent.id !== eyes.me);
  return [
    { title: "Waiting", list: waiting.sort(ORDERS.waiting) },
    { title: "Yours", list: own.sort(ORDERS.recent) },
    { title: "With colleagues", list: others.sort(ORDERS.recent) },
  ].filter(({ list }) => list.length > 0);
}

/** What names the agent, what is new above what was read. */
function mentioned(shown: readonly Summary[], calls: Calls): Group[] {
  const at = ({ conversation_id }: Summary) => time(calls.get(conversation_id)?.at);
  const isFresh = ({ conversation_id }: Summary) => calls.get(conversation_id)?.fresh === true;
  const sorted = [...shown].sort((left, right) => least(at(right), at(left)) || byId(left, right));
  return [
    { title: "New", list: sorted.filter(isFresh) },
    { title: "Earlier", list: sorted.filter((summary) => !isFresh(summary)) },
  ].filter(({ list }) => list.length > 0);
}

export function countsOf(queue: Queue, eyes: Eyes): Record<View, ViewCount> {
  const counts = Object.fromEntries(VIEWS.map((view) => [view, { count: 0, unread: 0 }])) as Record<
    View,
    { count: number; unread: number }
  >;
  for (const summary of queue.summaries.values()) {
    const news = isNews(summary, queue, eyes.me);
    for (const view of VIEWS) {
      if (!belongs(summary, view, eyes)) continue;
      counts[view].count += 1;
      if (view === "mentions") {
        counts[view].unread += eyes.calls.get(summary.conversation_id)?.unread ?? 0;
      } else if (news) counts[view].unread += 1;
    }
  }
  return counts;
}

/** Unread words matter where nobody else answers: who waits, and one's own. */
export function isNews(summary: Summary, { unread }: Queue, me: string): boolean {
  if (!unread.has(summary.conversation_id)) return false;
  return summary.status === "queued" || summary.agent?.id === me;
}

/** The values that occur, for the choices of each filter. */
export function choicesOf(queue: Queue, view: View, eyes: Eyes): Record<FilterName, string[]> {
  const found = Object.fromEntries(FILTERS.map((name) => [name, new Set<string>()])) as Record<
    FilterName,
    Set<string>
  >;
  for (const summary of queue.summaries.values()) {
    if (!belongs(summary, view, eyes)) continue;
    const team = teamOf(summary, eyes);
    if (team) found.team.add(team);
    for (const tag of summary.tags ?? []) found.tag.add(tag);
    if (summary.reason) found.reason.add(summary.reason);
    if (summary.language) found.language.add(summary.language);
    if (summary.agent) found.agent.add(summary.agent.id);
  }
  return Object.fromEntries(FILTERS.map((name) => [name, [...found[name]].sort()])) as Record<
    FilterName,
    string[]
  >;
}

type Order = (left: Summary, right: Summary) => number;

const time = (value: string | null | undefined) => {
  const at = Date.parse(value ?? "");
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
};
const active = ({ last_message, updated_at }: Summary) => time(last_message?.at ?? updated_at);
const least = (left: number, right: number) => (left === right ? 0 : left < right ? -1 : 1);
const byId: Order = (left, right) => left.conversation_id.localeCompare(right.conversation_id);
const byPriority: Order = (left, right) => (right.priority ?? 0) - (left.priority ?? 0);
const byWaiting: Order = (left, right) =>
  least(time(left.waiting_since), time(right.waiting_since));

const ORDERS: Readonly<Record<Sort, Order>> = {
  waiting: (left, right) => byPriority(left, right) || byWaiting(left, right) || byId(left, right),
  recent: (left, right) => least(active(right), active(left)) || byId(left, right),
  oldest: (left, right) => least(active(left), active(right)) || byId(left, right),
  due: (left, right) => least(time(left.sla?.due_at), time(right.sla?.due_at)) || byId(left, right),
  priority: (left, right) => byPriority(left, right) || byWaiting(left, right) || byId(left, right),
};
