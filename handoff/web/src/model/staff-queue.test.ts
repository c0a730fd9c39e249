import { describe, expect, it } from "vitest";
import type { Summary } from "../wire/payloads.ts";
import {
  asked,
  NO_QUEUE,
  type Queue,
  withList,
  withOlder,
  withRead,
  withSummary,
} from "./staff-queue.ts";

function at(second: number): string {
  return new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
}

function summary(id: string, change: Partial<Summary> = {}): Summary {
  const seq = change.last_seq ?? 1;
  return {
    conversation_id: id,
    status: "bot",
    customer: { id: `c-${id}`, name: null },
    agent: null,
    reason: null,
    waiting_since: null,
    last_message: { author: "bot", text: "Hello", at: at(seq) },
    last_seq: seq,
    updated_at: at(seq),
    ...change,
  };
}

function said(id: string, seq: number, change: Partial<Summary> = {}): Summary {
  return summary(id, {
    last_seq: seq,
    last_message: { author: "customer", text: "Help", at: at(seq) },
    ...change,
  });
}

function listed(all: readonly Summary[], queue: Queue = NO_QUEUE): Queue {
  return withList(queue, { waiting: [], own: [], all }, {});
}

const seqOf = (queue: Queue, id: string) => queue.summaries.get(id)?.last_seq;

describe("the newest line wins", () => {
  it("an older list does not undo a live update", () => {
    const live = withSummary(asked(NO_QUEUE), summary("a", { last_seq: 5 }), {});
    expect(seqOf(listed([summary("a", { last_seq: 3 })], live), "a")).toBe(5);
  });

  it("an update that comes late is left aside", () => {
    const queue = listed([summary("a", { last_seq: 5 })]);
    expect(seqOf(withSummary(queue, summary("a", { last_seq: 4 }), {}), "a")).toBe(5);
  });

  it("a conversation that began while the list was on its way stays", () => {
    const live = withSummary(asked(NO_QUEUE), summary("new"), {});
    expect([...listed([summary("a")], live).summaries.keys()]).toEqual(["a", "new"]);
  });

  it("a conversation that the next list no longer has goes", () => {
    const before = listed([summary("a"), summary("b")]);
    expect([...listed([summary("b")], asked(before)).summaries.keys()]).toEqual(["b"]);
  });
});

describe("unread", () => {
  it("counts each new customer message, and forgets them when read", () => {
    let queue = listed([]);
    queue = withSummary(queue, said("a", 1), {});
    queue = withSummary(queue, said("a", 2), {});
    expect(queue.unread.get("a")).toBe(2);
    expect(withRead(queue, "a").unread.has("a")).toBe(false);
  });

  it("does not count the same message again when only the status changed", () => {
    let queue = withSummary(NO_QUEUE, said("a", 1), {});
    const waiting = said("a", 2, { status: "queued", waiting_since: at(2) });
    queue = withSummary(queue, { ...waiting, last_message: said("a", 1).last_message }, {});
    expect(queue.unread.get("a")).toBe(1);
  });

  it("ends when somebody answered", () => {
    const queue = withSummary(NO_QUEUE, said("a", 1), {});
    expect(withSummary(queue, summary("a", { last_seq: 2 }), {}).unread.size).toBe(0);
  });

  it("counts nothing up to the read cursor", () => {
    expect(withSummary(NO_QUEUE, said("a", 4), { a: 4 }).unread.size).toBe(0);
    expect(withSummary(NO_QUEUE, said("a", 5), { a: 4 }).unread.get("a")).toBe(1);
  });

  it("is one at least after a reload", () => {
    expect(listed([said("a", 9)]).unread.get("a")).toBe(1);
  });
});

describe("what is known besides the list", () => {
  it("stays when the list does not name it, and never hides what is newer", () => {
    const listedFirst = listed([summary("a", { last_seq: 5 })]);
    const older = withOlder(listedFirst, [summary("a", { last_seq: 2 }), summary("old")]);
    expect(seqOf(older, "a")).toBe(5);
    const again = listed([summary("a", { last_seq: 6 })], asked(older));
    expect([seqOf(again, "a"), seqOf(again, "old")]).toEqual([6, 1]);
  });

  it("takes in everything that is with an agent, however long ago it changed", () => {
    const assigned = [summary("quiet", { status: "assigned" })];
    const queue = withList(NO_QUEUE, { waiting: [], own: [], all: [], assigned }, {});
    expect([...queue.summaries.keys()]).toEqual(["quiet"]);
  });
});
