import { afterEach, describe, expect, it, vi } from "vitest";
import { FakeClock, settle } from "../model/fake-clock.ts";
import { event, FakeConnection, MAYA, said } from "../model/fakes.ts";
import { memoryStorage } from "../model/storage.ts";
import type { ConversationEvent } from "../wire/events.ts";
import { Chat } from "./chat.ts";
import { Visitors } from "./visitor.ts";

const VISITOR = JSON.stringify({ token: "t1", conversation_id: "c1", customer: { id: "u1" } });

function open(log: ConversationEvent[] = [], storage = memoryStorage({ visitor: VISITOR })) {
  const [clock, connection] = [new FakeClock(1_000), new FakeConnection()];
  const visitors = new Visitors(storage, { locale: "en", page_url: "https://shop.example/" });
  const chat = new Chat(visitors, storage, clock, () => connection);
  connection.answers = ({ event: name, payload }) => {
    if (name !== "sync") return { ok: true, seq: 1, message_id: "c1.1" };
    const events = log.filter(({ seq }) => seq > Number(payload.after));
    return { ok: true, events, last_seq: log.length, epoch: "e1" };
  };
  const texts = () => chat.sync.state.get().conversation.messages.map(({ text }) => text);
  return { chat, clock, connection, storage, log, texts };
}

afterEach(() => vi.unstubAllGlobals());

describe("Chat", () => {
  it("shows history after connecting and live events after that", async () => {
    const { chat, connection, texts } = open([said(1, "customer", "hi"), said(2, "bot", "hello")]);
    chat.start();
    connection.up();
    await settle();
    connection.hear("event", said(3, "bot", "more"));
    expect(texts()).toEqual(["hi", "hello", "more"]);
  });

  it("replaces a message on its way by its event", async () => {
    const { chat, connection, texts } = open();
    chat.start();
    connection.up();
    await settle();
    chat.post("Where is my parcel?");
    await settle();
    const [outgoing] = chat.outbox.items.get();
    expect(outgoing?.state).toBe("sent");
    connection.hear("event", said(1, "customer", "Where is my parcel?", outgoing?.client_id));
    expect([chat.outbox.items.get(), texts()]).toEqual([[], ["Where is my parcel?"]]);
  });

  it("sends the ids of files, also without words", async () => {
    const { chat, connection } = open();
    chat.start();
    connection.up();
    chat.post("", [{ id: "f1", name: "a.png", size: 1, type: "image/png" }]);
    await settle();
    const [posted] = connection.named("message:post");
    expect(posted?.payload).toMatchObject({ text: "", attachments: ["f1"] });
  });

  it("sends after a reconnect what was written without a connection", async () => {
    const { chat, clock, connection } = open();
    chat.start();
    chat.post("first");
    connection.down("unreachable");
    chat.requestPerson();
    await clock.pass(1_000);
    connection.up();
    await settle();
    expect(connection.named("message:post").map(({ payload }) => payload.text)).toEqual(["first"]);
    expect(connection.named("handoff:request")).toHaveLength(2);
    expect(chat.errands.pending.get().size).toBe(0);
  });

  it("reads over HTTP while there is no socket", async () => {
    const paths: string[] = [];
    vi.stubGlobal("fetch", async (path: string) => {
      paths.push(path);
      return new Response(
        JSON.stringify({ events: [said(1, "agent", "still here")], last_seq: 1 }),
      );
    });
    const { chat, clock, connection, texts } = open();
    chat.start();
    connection.up();
    await settle();
    connection.down();
    await clock.pass(20_000);
    expect(paths[0]).toBe("/api/v1/conversations/c1/events?after=0");
    expect(texts()).toEqual(["still here"]);
  });

  it("keeps what is unsent when the server no longer knows the visitor", async () => {
    const { chat, connection, storage } = open([said(1, "bot")]);
    chat.start();
    connection.up();
    await settle();
    connection.down("not_authenticated");
    chat.post("still me");
    expect(storage.get("visitor")).toBeNull();
    expect(chat.sync.cursor).toBe(0);
    expect(chat.outbox.items.get()).toHaveLength(1);
  });

  it("uses up no attempts between two customers", async () => {
    const { chat, connection } = open();
    chat.start();
    connection.up();
    await settle();
    chat.restart();
    chat.post("too early");
    await settle();
    expect(connection.named("message:post")).toEqual([]);
    expect(chat.outbox.items.get()[0]?.state).toBe("sending");
  });

  it("forgets the place in the queue when the waiting is over", async () => {
    const { chat, connection } = open([event(1, "handoff_requested", { reason: "risk_topic" })]);
    connection.hear("queue", { position: 1, estimate_s: null });
    chat.start();
    connection.up();
    await settle();
    expect(chat.queue.get()?.position).toBe(1);
    connection.hear("event", event(2, "agent_assigned", { agent: MAYA }));
    expect(chat.queue.get()).toBeNull();
  });

  it("leaves an address once, also when the connection comes back in between", async () => {
    const { chat, clock, connection } = open();
    chat.start();
    connection.up();
    await settle();
    chat.leaveEmail("eve@home.example");
    await clock.pass(0);
    expect(connection.named("contact:leave").map(({ payload }) => payload)).toEqual([
      { email: "eve@home.example" },
    ]);
    expect(chat.errands.pending.get().size).toBe(0);
  });

  it("shows a refusal in words", async () => {
    const { chat, connection } = open();
    chat.start();
    connection.up();
    await settle();
    const error = { code: "choice_expired", message: "This choice is no longer open." };
    connection.answers = () => ({ ok: false, error });
    chat.pick("c1.1", "person");
    await settle();
    expect(chat.fault.get()).toBe("This choice is no longer open.");
  });

  it("tells of typing only while a person is listening", async () => {
    const { chat, connection, log } = open([said(1, "customer")]);
    chat.start();
    connection.up();
    await settle();
    chat.drafting("hel");
    expect(connection.told).toEqual([]);
    log.push(event(2, "agent_assigned", { agent: MAYA }));
    connection.hear("event", log[1]);
    chat.drafting("hell");
    chat.drafting("");
    expect(connection.told.map(({ payload }) => payload.active)).toEqual([true, false]);
  });

  it("shows the agent's typing until their message or a change of hands", async () => {
    const { chat, connection } = open([event(1, "agent_assigned", { agent: MAYA })]);
    chat.start();
    connection.up();
    await settle();
    const typing = { conversation_id: "c1", author: "agent", active: true, name: MAYA.name };
    for (const next of [said(2, "agent"), event(3, "conversation_resolved", {})]) {
      connection.hear("typing", typing);
      expect(chat.typing.who.get()).not.toBeNull();
      connection.hear("event", next);
      expect(chat.typing.who.get()).toBeNull();
    }
  });
});

describe("without a socket", () => {
  it("sends and reads over HTTP after two attempts, and goes back to the socket", async () => {
    const log: ConversationEvent[] = [];
    const posted: unknown[] = [];
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      if (init.method === "POST") {
        const words = JSON.parse(String(init.body)) as { client_id: string; text: string };
        posted.push(words.text);
        log.push(said(log.length + 1, "customer", words.text, words.client_id));
        const body = { seq: log.length, message_id: `c1.${log.length}` };
        return new Response(JSON.stringify(body), { status: 201 });
      }
      return new Response(JSON.stringify({ events: log, last_seq: log.length, epoch: "e1" }));
    });
    const { chat, clock, connection, texts } = open();
    chat.start();
    chat.post("by post");
    connection.down("unreachable");
    await clock.pass(1_000);
    expect(chat.lifeline.on.get()).toBe(false);
    connection.down("unreachable");
    await clock.pass(2_000);
    expect([chat.lifeline.on.get(), posted]).toEqual([true, ["by post"]]);
    expect([texts(), chat.outbox.items.get()]).toEqual([["by post"], []]);
    connection.down("unreachable");
    chat.post("again");
    await clock.pass(2_000);
    expect(texts()).toEqual(["by post", "again"]);
    connection.up();
    expect(chat.lifeline.on.get()).toBe(false);
    chat.post("by socket");
    await settle();
    expect(posted).toEqual(["by post", "again"]);
    expect(connection.named("message:post")).toHaveLength(1);
  });

  it("lets what waits wait when HTTP does not answer either", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("no network");
    });
    const { chat, clock, connection } = open();
    chat.start();
    chat.post("patience");
    for (let attempt = 0; attempt < 6; attempt += 1) {
      connection.down("unreachable");
      await clock.pass(20_000);
    }
    expect(chat.outbox.items.get().map(({ state }) => state)).toEqual(["sending"]);
  });

  it("says how far the other side has read", async () => {
    const { chat, connection } = open();
    chat.start();
    connection.up();
    await settle();
    connection.hear("seen", { conversation_id: "c1", by: "agent", seq: 4 });
    expect(chat.seen.theirs.get()).toBe(4);
    chat.seen.show(7);
    expect(connection.told.at(-1)).toEqual({ event: "seen", payload: { seq: 7 } });
  });
});
