import { beforeEach, describe, expect, it } from "vitest";
import type { Colleague } from "../wire/staff-workplace.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakeConnection } from "./staff-fake-connection.ts";
import { at, line, queueOf } from "./staff-fake-summary.ts";
import { Floor, loadsOf } from "./staff-floor.ts";

const ME = { id: "mara", name: "Mara" };
const TOM = { id: "tom", name: "Tom" };

let clock: FakeClock;
let connection: FakeConnection;
let floor: Floor;

beforeEach(() => {
  clock = new FakeClock(Date.parse(at(0)));
  connection = new FakeConnection();
  connection.answers.set("viewing", () => ({
    ok: true,
    viewing: [{ conversation_id: "c1", agents: [ME, TOM] }],
  }));
  connection.answers.set("offer:list", () => ({ ok: true, offers: [] }));
  floor = new Floor(connection, clock, ME.id);
});

const seenBy = (id: string) => floor.viewers.get().get(id);
const offered = () => floor.offers.get().map(({ conversation_id }) => conversation_id);

describe("who looks at what", () => {
  it("is told on arriving and on turning to another conversation, once each", async () => {
    floor.show("c1");
    connection.open();
    await settle();
    floor.show("c2");
    floor.show("c2");
    floor.show(null);
    await settle();
    const told = connection.payloads("viewing").map(({ conversation_id }) => conversation_id);
    expect(told).toEqual(["c1", "c2", null]);
  });

  it("names others only", async () => {
    connection.open();
    await settle();
    expect(seenBy("c1")).toEqual([TOM]);
    connection.hear("viewing", { conversation_id: "c2", agents: [ME] });
    connection.hear("viewing", { conversation_id: "c1", agents: [] });
    expect([seenBy("c1"), seenBy("c2")]).toEqual([undefined, undefined]);
  });

  it("is not known while the connection is lost", async () => {
    connection.open();
    await settle();
    connection.lose();
    expect(floor.viewers.get().size).toBe(0);
  });
});

describe("offers", () => {
  const offer = (id: string, minute: number, over?: string) => ({
    conversation_id: id,
    expires_at: at(minute),
    ...(over ? { over } : {}),
  });

  it("stand until they run out, soonest over first", async () => {
    connection.hear("offer", offer("b", 2));
    connection.hear("offer", offer("a", 1));
    expect(offered()).toEqual(["a", "b"]);
    await clock.pass(60_000);
    expect(offered()).toEqual(["b"]);
  });

  it("are taken away when they are over, and laid again only with a new time", async () => {
    connection.hear("offer", offer("a", 1));
    connection.hear("offer", offer("a", 1, "taken"));
    expect(offered()).toEqual([]);
    connection.hear("offer", offer("a", 1));
    connection.hear("offer", offer("a", 3));
    await clock.pass(60_000);
    expect(offered()).toEqual(["a"]);
  });

  it("are asked for on arriving; those that ran out are none", async () => {
    connection.answers.set("offer:list", () => ({
      ok: true,
      offers: [offer("a", 1), offer("gone", -1)],
    }));
    connection.open();
    await settle();
    expect(offered()).toEqual(["a"]);
  });
});

describe("how busy colleagues are", () => {
  const colleague = (id: string, change: Partial<Colleague> = {}): Colleague => ({
    id,
    name: id,
    status: "online",
    capacity: 3,
    ...change,
  });

  it("counts what is with them; who has most room comes first, who is away last", () => {
    const queue = queueOf(
      line("1", { status: "assigned", agent: TOM }),
      line("2", { status: "assigned", agent: TOM }),
      line("3", { status: "resolved" }),
    );
    const loads = loadsOf(
      [colleague("away", { status: "away" }), colleague("tom"), colleague("ada")],
      queue,
    );
    expect(loads.map(({ colleague: { id }, busy }) => [id, busy])).toEqual([
      ["ada", 0],
      ["tom", 2],
      ["away", 0],
    ]);
  });
});
