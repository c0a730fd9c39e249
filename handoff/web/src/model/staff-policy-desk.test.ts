import { beforeEach, describe, expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { FakePolicies, invalidPolicy } from "./staff-fake-policies.ts";
import { PolicyDesk } from "./staff-policy-desk.ts";
import { Toasts } from "./staff-toasts.ts";

let server: FakePolicies;
let desk: PolicyDesk;

beforeEach(async () => {
  server = new FakePolicies();
  const clock = new FakeClock();
  desk = new PolicyDesk(server, clock, new Toasts(clock));
  desk.refresh();
  await settle();
});

describe("changing", () => {
  it("keeps what differs, and nothing that was set back", () => {
    desk.set("strong_negative", 0.5);
    desk.set("venting_limit", 3);
    desk.set("venting_limit", 2);
    expect(desk.draft.get().changes).toEqual({ strong_negative: 0.5 });
    expect(desk.unsaved).toBe(true);
  });

  it("needs a note for a new version", async () => {
    desk.set("strong_negative", 0.5);
    expect(await desk.putIntoForce()).toBe(false);
    expect(desk.draft.get().fault?.field).toBe("note");
    expect(server.policies).toHaveLength(1);
    desk.setNote("Sooner.");
    expect(desk.draft.get().fault).toBeNull();
    expect(await desk.putIntoForce()).toBe(true);
    expect(server.active).toBe("2");
    expect(desk.unsaved).toBe(false);
  });

  it("shows a refusal at its value and keeps what was typed", async () => {
    server.fault = invalidPolicy("strong_negative must be a number from 0 to 1, received 7");
    desk.set("strong_negative", 7);
    desk.setNote("Never.");
    expect(await desk.putIntoForce()).toBe(false);
    const { fault, changes, note } = desk.draft.get();
    expect(fault).toMatchObject({ field: "strong_negative" });
    expect(fault?.words).toMatch(/from 0 to 1/u);
    expect([changes, note]).toEqual([{ strong_negative: 7 }, "Never."]);
    desk.set("strong_negative", 0.7);
    expect(desk.draft.get().fault).toBeNull();
  });
});

it("puts an older version into force without making a new one", async () => {
  desk.set("strong_negative", 0.5);
  desk.setNote("Sooner.");
  await desk.putIntoForce();
  await settle();
  const first = server.policies.at(-1);
  if (first) desk.startFrom(first);
  expect(desk.draft.get().changes).toEqual({ strong_negative: 0.93 });
  expect(desk.stored?.version).toBe("1");
  expect(await desk.putIntoForce()).toBe(true);
  expect([server.active, server.policies.length]).toEqual(["1", 2]);
});

it("goes back to what is in force", () => {
  desk.set("strong_negative", 0.5);
  desk.discard();
  expect(desk.unsaved).toBe(false);
});
