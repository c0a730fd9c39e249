import { describe, expect, it } from "vitest";
import type { Ack, PostAck } from "../wire/payloads.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { Outbox, wordsOf } from "./outbox.ts";
import { memoryStorage } from "./storage.ts";

type Reply = Ack<PostAck> | "silence";

const STORED: Ack<PostAck> = { ok: true, seq: 1, message_id: "c1.1" };
const refused = (code: string): Ack<PostAck> => ({ ok: false, error: { code, message: code } });

function open(replies: Reply[] = [], storage = memoryStorage()) {
  const clock = new FakeClock(1_000);
  const posted: string[] = [];
  const ids: string[] = [];
  const outbox = new Outbox(storage, clock, async ({ text, client_id }) => {
    posted.push(text);
    ids.push(client_id);
    const reply = replies.shift() ?? STORED;
    if (reply === "silence") throw new Error("no answer");
    return reply;
  });
  const states = () => outbox.items.get().map(({ text, state }) => `${text} ${state}`);
  return { clock, outbox, posted, ids, storage, states };
}

describe("Outbox", () => {
  it("keeps a message until the connection is up, then sends it", async () => {
    const { outbox, posted, states } = open();
    outbox.add("one");
    await settle();
    expect([posted, states()]).toEqual([[], ["one sending"]]);
    outbox.resume();
    await settle();
    expect([posted, states()]).toEqual([["one"], ["one sent"]]);
  });

  it("still knows after a reload which files go with a message", () => {
    const { outbox, storage } = open();
    const file = { id: "f1", name: "a.png", size: 1, type: "image/png" };
    const { client_id } = outbox.add("", 3, [], [file]);
    const [kept] = open([], storage).outbox.items.get();
    expect(kept && wordsOf(kept)).toEqual({ client_id, text: "", fence: 3, attachments: ["f1"] });
  });

  it("sends one at a time, in order", async () => {
    let release = () => {};
    const posted: string[] = [];
    const outbox = new Outbox(memoryStorage(), new FakeClock(), ({ text }) => {
      posted.push(text);
      return new Promise((resolve) => {
        release = () => resolve(STORED);
      });
    });
    outbox.resume();
    for (const text of ["one", "two"]) outbox.add(text);
    await settle();
    expect(posted).toEqual(["one"]);
    release();
    await settle();
    expect(posted).toEqual(["one", "two"]);
  });

  it("repeats an unanswered message under the same id", async () => {
    const { clock, outbox, ids, states } = open(["silence"]);
    outbox.resume();
    outbox.add("one");
    await clock.pass(2_000);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(states()).toEqual(["one sent"]);
  });

  it("gives up after a while, says so, and goes on with the next", async () => {
    const { clock, outbox, states } = open(["silence", "silence", "silence"]);
    outbox.resume();
    outbox.add("one");
    outbox.add("two");
    await clock.pass(20_000);
    expect(states()).toEqual(["one failed", "two sent"]);
  });

  it("sends a failed message again when asked to", async () => {
    const replies = ["silence", "silence", "silence"] as Reply[];
    const { clock, outbox, states } = open(replies);
    outbox.resume();
    const { client_id } = outbox.add("one");
    await clock.pass(20_000);
    outbox.retry(client_id);
    await settle();
    expect(states()).toEqual(["one sent"]);
  });

  it.each(["too_long", "invalid_payload", "not_allowed", "client_id_reused"])(
    "does not repeat what is refused as %s",
    async (code) => {
      const { clock, outbox, posted } = open([refused(code)]);
      outbox.resume();
      outbox.add("one");
      await clock.pass(60_000);
      expect(posted).toEqual(["one"]);
      expect(outbox.items.get()[0]).toMatchObject({
        state: "failed",
        error: code,
        retryable: false,
      });
    },
  );

  it.each(["storage_unavailable", "rate_limited", "internal_error"])(
    "tries again after %s, then fails with the reason and can be sent again",
    async (code) => {
      const { clock, outbox, posted } = open([refused(code), refused(code), refused(code)]);
      outbox.resume();
      outbox.add("one");
      await clock.pass(60_000);
      expect(posted).toHaveLength(3);
      expect(outbox.items.get()[0]).toMatchObject({
        state: "failed",
        error: code,
        retryable: true,
      });
    },
  );

  it("uses up no attempts while the connection is down", async () => {
    const { clock, outbox, states } = open(["silence", "silence", "silence", "silence"]);
    outbox.add("one");
    for (let round = 0; round < 4; round += 1) {
      outbox.resume();
      outbox.pause();
      await clock.pass(30_000);
    }
    outbox.resume();
    await settle();
    expect(states()).toEqual(["one sent"]);
  });

  it("survives a reload, failed messages included, and sends the rest again", async () => {
    const first = open([refused("too_long"), "silence"]);
    first.outbox.resume();
    first.outbox.add("long");
    await settle();
    first.outbox.pause();
    first.clock.pass(5);
    first.outbox.add("short");
    const second = open([], first.storage);
    expect(second.states()).toEqual(["long failed", "short sending"]);
    second.outbox.resume();
    await settle();
    expect(second.posted).toEqual(["short"]);
  });

  it("lets go of a message once its event was seen", async () => {
    const { outbox, storage } = open();
    outbox.resume();
    const { client_id } = outbox.add("one");
    await settle();
    outbox.settle(new Set([client_id, "someone else's"]));
    expect(outbox.items.get()).toEqual([]);
    expect(storage.keys()).toEqual([]);
  });

  it("reads nothing from a damaged store", () => {
    const storage = memoryStorage({ "outbox:1": "{", "outbox:2": '{"text":1}', draft: "hello" });
    expect(open([], storage).states()).toEqual([]);
  });
});

describe("what becomes of a message", () => {
  it("is told: stored at its place, or refused for good", async () => {
    const told: string[] = [];
    const replies: Ack<PostAck>[] = [STORED, refused("not_owner")];
    const outbox = new Outbox(
      memoryStorage(),
      new FakeClock(),
      async () => replies.shift() ?? STORED,
      {
        stored: (seq) => told.push(`stored ${seq}`),
        refused: ({ text }, { code }) => told.push(`${text} ${code}`),
      },
    );
    outbox.resume();
    outbox.add("one");
    await settle();
    outbox.add("two", 4);
    await settle();
    expect(told).toEqual(["stored 1", "two not_owner"]);
  });

  it("carries the fencing number under which it was written, also after a reload", async () => {
    const storage = memoryStorage();
    new Outbox(storage, new FakeClock(), async () => STORED).add("one", 4);
    const fences: (number | undefined)[] = [];
    const reloaded = new Outbox(storage, new FakeClock(), async ({ fence }) => {
      fences.push(fence);
      return STORED;
    });
    reloaded.resume();
    await settle();
    expect(fences).toEqual([4]);
  });
});
