import { beforeEach, expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeConnection } from "./staff-fake-connection.ts";
import { Outboxes } from "./staff-outboxes.ts";
import { memoryStorage } from "./storage.ts";

let clock: FakeClock;
let connection: FakeConnection;
beforeEach(() => {
  clock = new FakeClock(1_000);
  connection = new FakeConnection();
  connection.open();
});

function accept(event: string): void {
  connection.answers.set(event, () => ({ ok: true, seq: 1, message_id: "m" }));
}

it("sends replies and notes by their own ways only", async () => {
  accept("message:post");
  accept("note:post");
  const outboxes = new Outboxes(connection, clock, memoryStorage());
  outboxes.resume();
  outboxes.of("a").note.add("between us");
  outboxes.of("a").reply.add("to you");
  await settle();
  expect(connection.payloads("note:post")).toMatchObject([{ text: "between us" }]);
  expect(connection.payloads("message:post")).toEqual([
    { conversation_id: "a", client_id: expect.any(String), text: "to you" },
  ]);
});

it("takes up after a reload what every conversation still had to send", async () => {
  const storage = memoryStorage();
  const before = new Outboxes(connection, clock, storage);
  before.of("a:1").reply.add("one");
  before.of("b").note.add("two");
  accept("message:post");
  accept("note:post");
  new Outboxes(connection, clock, storage).resume();
  await settle();
  expect(connection.payloads("message:post")[0]).toMatchObject({
    conversation_id: "a:1",
    text: "one",
  });
  expect(connection.payloads("note:post")[0]).toMatchObject({ conversation_id: "b", text: "two" });
});

it("names the conversations in which something was not sent", async () => {
  connection.answers.set("message:post", () => ({
    ok: false,
    error: { code: "not_owner", message: "Tom owns this conversation." },
  }));
  const outboxes = new Outboxes(connection, clock, memoryStorage());
  outboxes.resume();
  const { client_id } = outboxes.of("a").reply.add("too late");
  await settle();
  expect([...outboxes.unsent.get()]).toEqual(["a"]);
  outboxes.of("a").reply.discard(client_id);
  expect([...outboxes.unsent.get()]).toEqual([]);
});

it("sends nothing while the connection is down", async () => {
  accept("message:post");
  const outboxes = new Outboxes(connection, clock, memoryStorage());
  outboxes.resume();
  outboxes.pause();
  outboxes.of("a").reply.add("later");
  await settle();
  expect(connection.asked).toEqual([]);
  outboxes.resume();
  await settle();
  expect(connection.payloads("message:post")).toHaveLength(1);
});
