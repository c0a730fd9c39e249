import { beforeEach, describe, expect, it } from "vitest";
import type { Summary } from "../wire/payloads.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { Desk } from "./staff-desk.ts";
import { FakeConnection } from "./staff-fake-connection.ts";
import { Toasts } from "./staff-toasts.ts";
import { type KeyValue, memoryStorage } from "./storage.ts";

const ME = { id: "mara", name: "Mara" };
const AT = "2026-01-01T12:00:00Z";

let clock: FakeClock;
let connection: FakeConnection;
let storage: KeyValue;
let desk: Desk;

function summary(id: string, last_seq: number, author: "customer" | "bot" = "customer"): Summary {
  return {
    conversation_id: id,
    status: "queued",
    customer: { id: "c", name: "Ines" },
    agent: null,
    reason: "customer_asked",
    waiting_since: AT,
    last_message: { author, text: "Hello", at: AT },
    last_seq,
    updated_at: AT,
  };
}

function message(id: string, seq: number, extra: Record<string, unknown> = {}) {
  const data = { message_id: `m${seq}`, author: "customer", text: `words ${seq}`, ...extra };
  return { conversation_id: id, seq, type: "message_posted", at: AT, data };
}

/** A server that knows one list and, for each conversation, its events. */
function serve(lines: readonly Summary[], events: Readonly<Record<string, unknown[]>>): void {
  connection.answers.set("presence:set", () => ({ ok: true }));
  connection.answers.set("queue:list", () => ({ ok: true, waiting: [], own: [], all: lines }));
  connection.answers.set("conversation:open", ({ conversation_id, after }) => {
    const id = String(conversation_id);
    const all = events[id];
    if (!all) return { ok: false, error: { code: "not_found", message: "No such conversation." } };
    const conversation = summary(id, all.length);
    return { ok: true, events: all.slice(Number(after)), last_seq: all.length, conversation };
  });
}

function makeDesk(): Desk {
  return new Desk({ connection, clock, storage, toasts: new Toasts(clock), me: ME });
}

const texts = () =>
  desk.thread
    .get()
    ?.sync.state.get()
    .conversation.messages.map((posted) => posted.text);
const toastTexts = () => desk.toasts.items.get().map((toast) => toast.text);

beforeEach(() => {
  clock = new FakeClock(Date.parse(AT));
  connection = new FakeConnection();
  storage = memoryStorage();
  serve([summary("a", 2), summary("b", 1)], { a: [message("a", 1), message("a", 2)], b: [] });
  desk = makeDesk();
});

describe("the list", () => {
  it("is asked for on connecting, and follows the updates", async () => {
    desk.start();
    await settle();
    expect([...desk.list.queue.get().summaries.keys()]).toEqual(["a", "b"]);
    connection.hear("conversation_updated", summary("new", 1));
    expect(desk.list.queue.get().unread.get("new")).toBe(1);
  });

  it("is asked for again after a lost connection, and when an answer never came", async () => {
    connection.answers.delete("queue:list");
    desk.start();
    await settle();
    serve([summary("a", 2)], {});
    await clock.pass(2_000);
    expect(desk.list.queue.get().loaded).toBe(true);
    connection.lose();
    serve([summary("z", 1)], {});
    await clock.pass(2_000);
    expect([...desk.list.queue.get().summaries.keys()]).toEqual(["z"]);
  });

  it("remembers across reloads what was read", async () => {
    desk.start();
    await settle();
    expect(desk.list.queue.get().unread.size).toBe(2);
    desk.list.markRead("a", 2);
    connection = new FakeConnection();
    serve([summary("a", 2), summary("b", 1)], {});
    desk = makeDesk();
    desk.start();
    await settle();
    expect([...desk.list.queue.get().unread.keys()]).toEqual(["b"]);
  });
});

describe("an open conversation", () => {
  it("is complete, and live", async () => {
    desk.open("a");
    desk.start();
    await settle();
    expect(texts()).toEqual(["words 1", "words 2"]);
    connection.hear("event", message("a", 3));
    connection.hear("event", message("b", 1));
    expect(texts()).toEqual(["words 1", "words 2", "words 3"]);
  });

  it("gets what was missed while the connection was away", async () => {
    desk.start();
    desk.open("a");
    await settle();
    connection.lose();
    serve([], { a: [message("a", 1), message("a", 2), message("a", 3)] });
    await clock.pass(2_000);
    expect(texts()).toEqual(["words 1", "words 2", "words 3"]);
  });

  it("says why it cannot be shown", async () => {
    desk.start();
    desk.open("gone");
    await settle();
    expect(desk.thread.get()?.refusal.get()).toBe("No such conversation.");
  });

  it("takes a reply out of the outbox once its event is seen", async () => {
    connection.answers.set("message:post", () => ({ ok: true, seq: 3, message_id: "m3" }));
    desk.start();
    desk.open("a");
    await settle();
    const { reply } = desk.outboxes.of("a");
    const { client_id } = reply.add("Hello Ines");
    await settle();
    expect(reply.items.get()[0]?.state).toBe("sent");
    connection.hear("event", message("a", 3, { author: "agent", client_id }));
    expect(reply.items.get()).toEqual([]);
  });

  it("shows typing until the words come or the signal runs out", async () => {
    desk.start();
    desk.open("a");
    await settle();
    const typing = () => desk.thread.get()?.typing.get()?.author ?? null;
    const signal = { conversation_id: "a", author: "customer", active: true };
    connection.hear("typing", { ...signal, conversation_id: "b" });
    connection.hear("typing", { ...signal, author: "agent", name: ME.name });
    expect(typing()).toBeNull();
    connection.hear("typing", signal);
    expect(typing()).toBe("customer");
    connection.hear("event", message("a", 3));
    expect(typing()).toBeNull();
    connection.hear("typing", signal);
    await clock.pass(7_000);
    expect(typing()).toBeNull();
  });
});

describe("actions", () => {
  it("say that they were done", async () => {
    connection.answers.set("conversation:claim", () => ({ ok: true }));
    desk.start();
    expect(await desk.act("claim", "a")).toBe(true);
    expect(connection.payloads("conversation:claim")).toEqual([{ conversation_id: "a" }]);
    expect(toastTexts()).toEqual(["The conversation is yours."]);
  });

  it("name the winner to the one who comes too late", async () => {
    const error = { code: "already_assigned", message: "Tom already took this conversation." };
    connection.answers.set("conversation:claim", () => ({ ok: false, error }));
    desk.start();
    expect(await desk.act("claim", "a")).toBe(false);
    expect(toastTexts()).toEqual(["Tom already took this conversation."]);
  });

  it("say when nobody knows whether they were done", async () => {
    desk.start();
    expect(await desk.act("resolve", "a")).toBe(false);
    expect(toastTexts()[0]).toMatch(/did not confirm/);
    expect(desk.busy.get()).toBeNull();
  });
});

it("tells the presence that was last chosen on every connection", async () => {
  desk.start();
  desk.setPresence("away");
  const told = () => connection.payloads("presence:set").map(({ status }) => status);
  expect(told()).toEqual(["online", "away"]);
  connection = new FakeConnection();
  serve([], {});
  makeDesk().start();
  await settle();
  expect(told()).toEqual(["away"]);
});
