/** What an agent's desk does when conversations change hands or the socket cannot be had. */
import { beforeEach, expect, it } from "vitest";
import type { OpenAck, QueueListAck, Summary } from "../wire/payloads.ts";
import type { Words } from "../wire/post.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { Desk } from "./staff-desk.ts";
import { FakeConnection } from "./staff-fake-connection.ts";
import { Toasts } from "./staff-toasts.ts";
import { memoryStorage } from "./storage.ts";

const ME = { id: "mara", name: "Mara" };
const BO = { id: "bo", name: "Bo" };
const AT = "2026-01-01T12:00:00Z";

const event = (seq: number, type: string, data: unknown) => ({
  conversation_id: "a",
  seq,
  type,
  at: AT,
  data,
});
const LOG = [
  event(1, "handoff_requested", { reason: "customer_asked" }),
  event(2, "agent_assigned", { agent: ME }),
];
const LINE: Summary = {
  conversation_id: "a",
  status: "assigned",
  customer: { id: "c", name: "Ines" },
  agent: ME,
  reason: "customer_asked",
  waiting_since: null,
  last_message: null,
  last_seq: 2,
  updated_at: AT,
};

/** The same conversation over HTTP; `gone` breaks that way too. */
class Post {
  gone = false;
  readonly posted: Words[] = [];

  async open(_: string, after: number): Promise<OpenAck> {
    if (this.gone) throw new Error("no network");
    return { events: LOG.slice(after), last_seq: LOG.length, conversation: LINE };
  }

  async list(): Promise<QueueListAck> {
    if (this.gone) throw new Error("no network");
    return { waiting: [], own: [LINE], all: [LINE] };
  }

  async post(_: string, words: Words) {
    this.posted.push(words);
    return { ok: true as const, seq: 3, message_id: "a.3" };
  }
}

let clock: FakeClock;
let connection: FakeConnection;
let post: Post;
let desk: Desk;

beforeEach(() => {
  clock = new FakeClock();
  connection = new FakeConnection();
  post = new Post();
  connection.answers.set("presence:set", () => ({ ok: true }));
  connection.answers.set("lease:renew", () => ({ ok: true, lease_s: 60, lost: [] }));
  connection.answers.set("queue:list", () => ({ ok: true, waiting: [], own: [LINE], all: [LINE] }));
  connection.answers.set("conversation:open", ({ after }) => ({
    ok: true,
    events: LOG.slice(Number(after)),
    last_seq: LOG.length,
    conversation: LINE,
    seen: { customer: 1, agent: 0 },
  }));
  desk = new Desk({
    connection,
    clock,
    storage: memoryStorage(),
    toasts: new Toasts(clock),
    me: ME,
    post,
  });
});

const toasts = () => desk.toasts.items.get().map(({ text }) => text);

async function opened(): Promise<void> {
  desk.start();
  desk.open("a");
  await settle();
}

it("writes a reply under the fencing number on the screen", async () => {
  connection.answers.set("message:post", () => ({ ok: true, seq: 3, message_id: "a.3" }));
  await opened();
  desk.thread.get()?.post("reply", "Hello");
  await settle();
  expect(connection.payloads("message:post")).toMatchObject([{ text: "Hello", fence: 2 }]);
});

it("puts a reply back into its box when the conversation was taken over meanwhile", async () => {
  const error = { code: "not_owner", message: "Bo owns this conversation.", agent: BO };
  connection.answers.set("message:post", () => ({ ok: false, error }));
  await opened();
  desk.thread.get()?.post("reply", "Hello");
  await settle();
  expect(desk.drafts.text("a", "reply")).toBe("Hello");
  expect(desk.thread.get()?.outboxes.reply.items.get()).toEqual([]);
});

it("takes the files of such a reply back as well", async () => {
  const error = { code: "not_owner", message: "Bo owns this conversation.", agent: BO };
  const file = { id: "f1", name: "a.png", size: 1, type: "image/png" };
  connection.answers.set("message:post", () => ({ ok: false, error }));
  await opened();
  desk.thread.get()?.post("reply", "Hello", [], [file]);
  await settle();
  expect(connection.payloads("message:post")).toMatchObject([{ attachments: ["f1"] }]);
  expect(desk.trays.of("a").take()).toEqual([file]);
});

it("says who took a conversation over, and what was lost while away", async () => {
  const lost = [{ conversation_id: "b", customer: "Robin", at: AT }];
  connection.answers.set("lease:renew", () => ({ ok: true, lease_s: 60, lost }));
  await opened();
  expect(toasts()[0]).toContain("(Robin) went back to the queue");
  connection.hear("ownership", {
    conversation_id: "a",
    seq: 3,
    cause: "take_over",
    agent: BO,
    by: "Bo",
    former: ME,
  });
  expect(toasts().at(-1)).toBe("Bo took a conversation over from you.");
});

it("tells and hears how far each side has read", async () => {
  await opened();
  desk.read("a", 2);
  expect(connection.told.at(-1)?.payload).toEqual({ conversation_id: "a", seq: 2 });
  expect(desk.thread.get()?.seen.theirs.get()).toBe(1);
  connection.hear("seen", { conversation_id: "a", by: "customer", seq: 2 });
  expect(desk.thread.get()?.seen.theirs.get()).toBe(2);
});

it("goes on over HTTP when no socket can be had", async () => {
  connection.open = () => {};
  desk.start();
  desk.open("a");
  connection.lose("unreachable");
  await clock.pass(1_000);
  connection.lose("unreachable");
  await clock.pass(2_000);
  expect(desk.lifeline.on.get()).toBe(true);
  expect(desk.thread.get()?.sync.cursor).toBe(2);
  expect(desk.list.queue.get().summaries.has("a")).toBe(true);
  desk.thread.get()?.post("reply", "By post");
  await settle();
  expect(post.posted).toMatchObject([{ text: "By post", fence: 2 }]);
});

it("waits when HTTP does not answer either", async () => {
  connection.open = () => {};
  post.gone = true;
  desk.start();
  desk.open("a");
  for (let attempt = 0; attempt < 4; attempt += 1) {
    connection.lose("unreachable");
    await clock.pass(20_000);
  }
  desk.thread.get()?.post("reply", "Patience");
  await clock.pass(60_000);
  expect(desk.lifeline.on.get()).toBe(false);
  expect(desk.thread.get()?.outboxes.reply.items.get()[0]?.state).toBe("sending");
});
