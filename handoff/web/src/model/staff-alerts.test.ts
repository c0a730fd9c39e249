import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { Alerts, newsOf } from "./staff-alerts.ts";
import { at, line, queueOf } from "./staff-fake-summary.ts";
import { NO_QUEUE } from "./staff-queue.ts";
import { type KeyValue, memoryStorage } from "./storage.ts";

const ME = "mara";
const MINE = { status: "assigned", agent: { id: ME, name: "Mara" } } as const;
const NEWS = { conversationId: "a", title: "Ines", text: "Help" };

describe("newsOf", () => {
  const titles = (...change: Parameters<typeof newsOf>) =>
    newsOf(...change).map(({ conversationId, title }) => [conversationId, title]);
  const wrote = (minute: number, author: "customer" | "agent" = "customer") => ({
    last_message: { author, text: "**Hi**", at: at(minute) },
  });

  it("is who begins to wait, and what one's own customers write", () => {
    const before = queueOf(line("a"), line("b", MINE), line("c"), line("d", MINE));
    const after = queueOf(
      line("a", { status: "queued" }),
      line("b", { ...MINE, ...wrote(1) }),
      line("c", wrote(1)),
      line("d", { ...MINE, ...wrote(1, "agent") }),
      line("e", { status: "queued" }),
    );
    expect(titles(before, after, ME)).toEqual([
      ["a", "Name a is waiting"],
      ["b", "Name b"],
      ["e", "Name e is waiting"],
    ]);
    expect(newsOf(before, after, ME)[1]?.text).toBe("Hi");
  });

  it("is not what was there when the list came in", () => {
    expect(newsOf(NO_QUEUE, queueOf(line("a", { status: "queued" })), ME)).toEqual([]);
  });
});

describe("alerts", () => {
  let rung: number;
  let shown: string[];
  let away: boolean;
  let clock: FakeClock;
  let storage: KeyValue;
  let alerts: Alerts;

  beforeEach(() => {
    rung = 0;
    shown = [];
    away = true;
    clock = new FakeClock(Date.parse(at(0)));
    storage = memoryStorage();
    alerts = make();
  });

  const make = () =>
    new Alerts(storage, clock, {
      ring: () => {
        rung += 1;
      },
      show: ({ title }) => shown.push(title),
      away: () => away,
    });

  it("are off until somebody wants them, and then kept", () => {
    alerts.tell([NEWS]);
    expect([rung, shown]).toEqual([0, []]);
    alerts.change({ sound: true, desktop: true });
    expect(make().settings.get()).toEqual({ sound: true, desktop: true });
    storage.set("alerts", "nonsense");
    expect(make().settings.get()).toEqual({ sound: false, desktop: false });
  });

  it("ring once for many, and show nothing to who looks at the page", async () => {
    alerts.change({ sound: true, desktop: true });
    alerts.tell([NEWS, NEWS]);
    alerts.tell([NEWS]);
    expect([rung, shown.length]).toEqual([1, 3]);
    await clock.pass(2_000);
    away = false;
    alerts.tell([NEWS]);
    expect([rung, shown.length]).toEqual([2, 3]);
    alerts.tell([]);
    expect(rung).toBe(2);
  });
});
