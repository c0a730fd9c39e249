import { describe, expect, it } from "vitest";
import type { ConversationEvent } from "../wire/events.ts";
import type { SyncAck } from "../wire/payloads.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { said } from "./fakes.ts";
import { Sync } from "./sync.ts";

/** A server with a log, that can be broken, slow or restored from a backup. */
class Server {
  log: ConversationEvent[] = [];
  epoch = "e1";
  live = true;
  broken = false;
  page = 500;
  fetched: number[] = [];

  async fetch(after: number): Promise<SyncAck> {
    this.fetched.push(after);
    if (this.broken) throw new Error("broken");
    const events = this.log.filter(({ seq }) => seq > after).slice(0, this.page);
    return { events, last_seq: this.log.length, epoch: this.epoch };
  }

  grow(to: number): void {
    while (this.log.length < to) this.log.push(said(this.log.length + 1, "bot"));
  }
}

function open(size: number) {
  const [server, clock] = [new Server(), new FakeClock()];
  server.grow(size);
  const sync = new Sync(server, clock);
  const texts = () => sync.state.get().conversation.messages.map(({ text }) => text);
  return { server, clock, sync, texts };
}

const lines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`);

describe("Sync", () => {
  it("fetches what is there, page by page", async () => {
    const { server, sync, texts } = open(7);
    server.page = 3;
    sync.start();
    await settle();
    expect(texts()).toEqual(lines(7));
    expect(server.fetched).toEqual([0, 3, 6]);
    expect(sync.state.get().health).toBe("complete");
  });

  it("takes live events in order and ignores repeats", async () => {
    const { server, sync, texts } = open(1);
    sync.start();
    await settle();
    server.grow(3);
    for (const next of [2, 2, 3, 1]) sync.receive(said(next, "bot"));
    expect(texts()).toEqual(lines(3));
    expect(server.fetched).toEqual([0]);
  });

  it("fetches at once when it sees a hole", async () => {
    const { server, sync, texts } = open(1);
    sync.start();
    await settle();
    server.grow(4);
    sync.receive(said(4, "bot"));
    await settle();
    expect(texts()).toEqual(lines(4));
    expect(server.fetched).toEqual([0, 1]);
  });

  it("puts live events that overtake each other in order", async () => {
    const { server, sync, texts } = open(0);
    sync.start();
    await settle();
    server.grow(3);
    for (const next of [3, 1, 2]) sync.receive(said(next, "bot"));
    await settle();
    expect(texts()).toEqual(lines(3));
  });

  it("keeps what live events brought when they overtake an answer", async () => {
    const { server, sync, texts } = open(1);
    sync.start();
    await settle();
    const shown: number[] = [];
    sync.state.subscribe(({ conversation }) => shown.push(conversation.last_seq));
    const early = await server.fetch(1);
    let answer = () => {};
    server.fetch = () =>
      new Promise((resolve) => {
        answer = () => resolve(early);
      });
    sync.start();
    server.grow(2);
    sync.receive(said(2, "bot"));
    answer();
    await settle();
    expect(texts()).toEqual(lines(2));
    expect(shown).not.toContain(0);
  });

  it("finds lost live events by itself", async () => {
    const { server, clock, sync, texts } = open(1);
    sync.start();
    await settle();
    server.grow(2);
    await clock.pass(5_500);
    expect(texts()).toEqual(lines(2));
  });

  it("checks less often when nothing has been going on for a while", async () => {
    const { server, clock, sync } = open(1);
    sync.start();
    await clock.pass(140_000);
    const before = server.fetched.length;
    await clock.pass(60_000);
    expect(server.fetched.length - before).toBe(3);
  });

  it("asks for an own message whose event does not come, and not for one that came", async () => {
    const { server, clock, sync, texts } = open(0);
    sync.start();
    await settle();
    server.grow(1);
    sync.expect(1);
    await clock.pass(1_500);
    expect(texts()).toEqual(lines(1));
    const before = server.fetched.length;
    server.grow(2);
    sync.receive(said(2, "bot"));
    sync.expect(2);
    await clock.pass(1_500);
    expect(server.fetched.length).toBe(before);
  });

  it("asks more often while no live events come", async () => {
    const { server, clock, sync, texts } = open(1);
    server.live = false;
    sync.start();
    await settle();
    server.grow(2);
    await clock.pass(5_000);
    expect(texts()).toEqual(lines(2));
  });

  it("says that it fails, keeps trying, and recovers", async () => {
    const { server, clock, sync, texts } = open(2);
    server.broken = true;
    sync.start();
    await settle();
    expect(sync.state.get().health).toBe("failing");
    server.broken = false;
    await clock.pass(1_000);
    expect(sync.state.get().health).toBe("complete");
    expect(texts()).toEqual(lines(2));
  });

  it.each<[string, (server: Server) => void]>([
    [
      "another epoch",
      (server) => {
        server.epoch = "e2";
      },
    ],
    ["a shorter log", () => {}],
  ])("starts over with %s", async (_, change) => {
    const { server, sync, texts } = open(3);
    sync.start();
    await settle();
    server.log = [said(1, "agent", "restored")];
    change(server);
    sync.start();
    await settle();
    expect(texts()).toEqual(["restored"]);
  });

  it("does not go round for ever when the pages lead nowhere", async () => {
    const { server, sync } = open(2);
    server.page = 0;
    sync.start();
    await settle();
    expect(server.fetched.length).toBe(2);
    expect(sync.state.get().health).toBe("failing");
  });

  it("ignores other conversations and rubbish", async () => {
    const { sync, texts } = open(1);
    sync.start();
    await settle();
    sync.receive({ ...said(2, "bot"), conversation_id: "c2" });
    sync.receive("event");
    expect(texts()).toEqual(lines(1));
  });

  it("is silent after stop", async () => {
    const { server, clock, sync } = open(1);
    sync.start();
    await settle();
    sync.stop();
    await clock.pass(60_000);
    expect(server.fetched).toEqual([0]);
  });
});
