import { beforeEach, describe, expect, it } from "vitest";
import type { LostConversation } from "../wire/payloads.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeConnection } from "./fakes.ts";
import { LeaseKeeper } from "./staff-lease.ts";

const LOST: LostConversation = {
  conversation_id: "c1",
  customer: "Robin",
  at: "2026-01-01T12:00:00Z",
};

let clock: FakeClock;
let connection: FakeConnection;
let heard: string[];
let lost: LostConversation[];
let keeper: LeaseKeeper;

beforeEach(() => {
  clock = new FakeClock();
  connection = new FakeConnection();
  heard = [];
  lost = [];
  connection.answers = ({ payload }) => {
    const told = payload.told as string[];
    lost = lost.filter(({ conversation_id }) => !told.includes(conversation_id));
    return { ok: true, lease_s: 60, lost };
  };
  keeper = new LeaseKeeper(connection, clock, (fresh) =>
    heard.push(...fresh.map(({ conversation_id }) => conversation_id)),
  );
  connection.up();
});

const renewals = () => connection.named("lease:renew").length;

describe("LeaseKeeper", () => {
  it("renews three times within a lease", async () => {
    keeper.start();
    await clock.pass(60_000);
    expect(renewals()).toBe(4);
    keeper.stop();
    await clock.pass(60_000);
    expect(renewals()).toBe(4);
  });

  it("tells a loss once and lets the server forget it", async () => {
    lost = [LOST];
    keeper.start();
    await clock.pass(45_000);
    expect(heard).toEqual(["c1"]);
    expect(lost).toEqual([]);
  });

  it("goes on after a renewal that was not answered", async () => {
    connection.down();
    keeper.start();
    await settle();
    connection.up();
    await clock.pass(20_000);
    expect(renewals()).toBe(2);
  });

  it("has one round of renewals however often it is started", async () => {
    for (let times = 0; times < 3; times += 1) keeper.start();
    await settle();
    const before = renewals();
    await clock.pass(20_000);
    expect(renewals()).toBe(before + 1);
  });
});
