import { describe, expect, it } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { FakeConnection } from "./fakes.ts";
import { Reconnector } from "./reconnect.ts";

function open() {
  const [connection, clock] = [new FakeConnection(), new FakeClock(0, 1)];
  const reconnector = new Reconnector(connection, clock);
  const phase = () => reconnector.link.get().phase;
  return { connection, clock, reconnector, phase };
}

describe("Reconnector", () => {
  it("opens once and is up", () => {
    const { connection, reconnector, phase } = open();
    reconnector.start();
    reconnector.start();
    expect([connection.opened, phase()]).toEqual([1, "connecting"]);
    connection.up();
    expect(phase()).toBe("up");
  });

  it("waits longer after each failure", async () => {
    const { connection, clock, reconnector } = open();
    reconnector.start();
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      const [before, at] = [connection.opened, clock.now()];
      connection.down("unreachable");
      while (connection.opened === before) await clock.pass(100);
      waits.push(clock.now() - at);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  });

  it("starts with short waits again after it was up", async () => {
    const { connection, clock, reconnector } = open();
    reconnector.start();
    connection.down();
    await clock.pass(500);
    connection.up();
    connection.down();
    await clock.pass(500);
    expect(connection.opened).toBe(3);
  });

  it("gives up on a gateway that says nothing", async () => {
    const { connection, clock, reconnector, phase } = open();
    reconnector.start();
    await clock.pass(12_000);
    expect(phase()).toBe("waiting");
    await clock.pass(500);
    expect(connection.opened).toBe(2);
  });

  it("can be hurried while it waits, and only then", async () => {
    const { connection, reconnector, phase } = open();
    reconnector.start();
    reconnector.hurry();
    expect(connection.opened).toBe(1);
    connection.down();
    reconnector.hurry();
    expect([connection.opened, phase()]).toEqual([2, "connecting"]);
  });

  it("stays stopped", async () => {
    const { connection, clock, reconnector, phase } = open();
    reconnector.start();
    reconnector.stop();
    connection.down();
    await clock.pass(60_000);
    expect([connection.opened, phase()]).toEqual([1, "idle"]);
  });

  it("says why the connection was lost", () => {
    const { connection, reconnector } = open();
    reconnector.start();
    connection.down("not_authenticated");
    expect(reconnector.link.get().loss?.code).toBe("not_authenticated");
  });
});
