import { describe, expect, it } from "vitest";
import type { Summary } from "../wire/payloads.ts";
import { at, line, queueOf } from "./staff-fake-summary.ts";
import {
  choicesOf,
  countsOf,
  eyesOf,
  type Filters,
  groupsOf,
  type Sort,
  VIEWS,
  type View,
} from "./staff-views.ts";

const ME = "mara";
const TEAMS = [
  { id: "general", name: "General", members: [], default: true },
  { id: "returns", name: "Returns", members: [ME] },
  { id: "bikes", name: "Bikes", members: ["tom"] },
];
const CALLS = new Map([
  ["done", { seq: 3, at: at(5), unread: 2, fresh: true }],
  ["toms", { seq: 8, at: at(9), unread: 0, fresh: false }],
  ["bot", { seq: 8, at: at(3), unread: 0, fresh: false }],
  ["gone", { seq: 2, at: at(1), unread: 1, fresh: true }],
]);
const EYES = eyesOf(ME, TEAMS, CALLS);
const MINE = { status: "assigned", agent: { id: ME, name: "Mara" } } as const;
const TOMS = { status: "assigned", agent: { id: "tom", name: "Tom" } } as const;
const waiting = (id: string, minute: number, change: Partial<Summary> = {}) =>
  line(id, { status: "queued", waiting_since: at(minute), ...change });

const QUEUE = queueOf(
  waiting("late", 9, { team: "returns", reason: "low_confidence", language: "de" }),
  waiting("early", 2, { team: "bikes", tags: ["refund"] }),
  waiting("urgent", 8, { priority: 2 }),
  line("mine", { ...MINE, team: "bikes", language: "de" }),
  line("toms", { ...TOMS, tags: ["refund", "vip"] }),
  line("bot"),
  line("done", { status: "resolved" }),
);

function shown(view: View, filters: Filters = {}, sort: Sort | null = null): string[] {
  return groupsOf(QUEUE, { view, filters, sort }, EYES).flatMap(({ list }) =>
    list.map(({ conversation_id }) => conversation_id),
  );
}

describe("the views", () => {
  it.each<[View, string[]]>([
    ["waiting", ["urgent", "early", "late"]],
    ["mine", ["mine"]],
    ["team", ["urgent", "late", "toms"]],
    ["open", ["urgent", "early", "late", "mine", "toms"]],
    ["mentions", ["done", "toms", "bot"]],
    ["resolved", ["done"]],
    ["bot", ["bot"]],
  ])("%s shows what belongs there, in its order", (view, ids) => {
    expect(shown(view)).toEqual(ids);
  });

  it("group what is open by whose turn it is, and leave out what is empty", () => {
    const groups = groupsOf(QUEUE, { view: "open", filters: {}, sort: null }, EYES);
    expect(groups.map(({ title }) => title)).toEqual(["Waiting", "Yours", "With colleagues"]);
    expect(groupsOf(queueOf(), { view: "open", filters: {}, sort: null }, EYES)).toEqual([]);
  });

  it("tell mentions that are new from those that were read, whatever became of the conversation", () => {
    const groups = groupsOf(QUEUE, { view: "mentions", filters: {}, sort: null }, EYES);
    expect(groups.map(({ title, list }) => [title, list.length])).toEqual([
      ["New", 1],
      ["Earlier", 2],
    ]);
    expect(shown("mentions", {}, "recent")).toHaveLength(3);
  });

  it("know the team of what nobody gave to a team", () => {
    expect(shown("open", { team: "general" })).toEqual(["urgent", "toms"]);
  });
});

describe("filters", () => {
  it.each<[Filters, string[]]>([
    [{ tag: "refund" }, ["early", "toms"]],
    [{ tag: "refund", agent: "tom" }, ["toms"]],
    [{ language: "de" }, ["late", "mine"]],
    [{ reason: "low_confidence" }, ["late"]],
    [{ team: "nowhere" }, []],
  ])("%j", (filters, ids) => {
    expect(shown("open", filters)).toEqual(ids);
  });

  it("offer what occurs in the view", () => {
    const { tag, agent, team } = choicesOf(QUEUE, "open", EYES);
    expect([tag, agent, team]).toEqual([
      ["refund", "vip"],
      [ME, "tom"],
      ["bikes", "general", "returns"],
    ]);
    expect(choicesOf(QUEUE, "bot", EYES).tag).toEqual([]);
  });
});

describe("orders", () => {
  const due = (minute: number) => ({
    sla: { target: "next_response", due_at: at(minute), state: "ok" as const },
  });
  const said = (minute: number) => ({
    last_message: { author: "customer" as const, text: "", at: at(minute) },
  });
  const queue = queueOf(
    line("a", { ...MINE, ...due(30), ...said(1) }),
    line("b", { ...MINE, ...said(3), priority: 1 }),
    line("c", { ...MINE, ...due(10), ...said(2) }),
  );
  it.each<[Sort, string]>([
    ["recent", "bca"],
    ["oldest", "acb"],
    ["due", "cab"],
    ["priority", "bac"],
    ["waiting", "bac"],
  ])("%s", (sort, ids) => {
    const [group] = groupsOf(queue, { view: "mine", filters: {}, sort }, EYES);
    expect(group?.list.map(({ conversation_id }) => conversation_id).join("")).toBe(ids);
  });

  it("stay quick with thousands of conversations", () => {
    const many = queueOf(
      ...Array.from({ length: 5_000 }, (_, n) => waiting(`c${n}`, n % 60, { priority: n % 3 })),
    );
    const begun = performance.now();
    groupsOf(many, { view: "open", filters: {}, sort: null }, EYES);
    countsOf(many, EYES);
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe("counts", () => {
  it("say how many there are, and in how many something new was written", () => {
    const counts = countsOf(QUEUE, EYES);
    expect(VIEWS.map((view) => counts[view].count)).toEqual([3, 1, 3, 5, 3, 1, 1]);
    expect(counts.mine.unread).toBe(1);
    expect([counts.bot.unread, counts.resolved.unread]).toEqual([0, 0]);
    expect(counts.open.unread).toBe(4);
    expect(counts.mentions.unread).toBe(2);
  });
});
