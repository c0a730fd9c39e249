import { describe, expect, it } from "vitest";
import type { Delivery, Webhook } from "../wire/staff-webhooks.ts";
import {
  attemptsWords,
  offeredTypes,
  standingOf,
  stateOf,
  turned,
  typeWords,
  wishOf,
} from "./staff-webhooks.ts";

const HOOK: Webhook = {
  id: "w1",
  url: "https://crm.example/in",
  types: ["message_posted"],
  internal: false,
  active: true,
  note: null,
  created_at: "2026-01-01T12:00:00Z",
  failing_since: null,
};

describe("what a webhook shall hear", () => {
  it("is everything when nothing was chosen, and trimmed of spaces around the address", () => {
    expect(wishOf(" https://crm.example ", new Set(), false)).toEqual({
      url: "https://crm.example",
      types: ["*"],
      internal: false,
      active: true,
    });
  });

  it("holds no notes unless it is internal, even if they were chosen before", () => {
    expect(offeredTypes(false)).not.toContain("note_posted");
    expect(offeredTypes(true)).toContain("note_posted");
    const chosen = new Set(["note_posted", "message_posted"]);
    expect(wishOf("u", chosen, false).types).toEqual(["message_posted"]);
    expect(wishOf("u", chosen, true).types).toEqual(["message_posted", "note_posted"]);
  });

  it("stays the same when it is paused", () => {
    expect(turned(HOOK, false)).toEqual({
      url: HOOK.url,
      types: HOOK.types,
      internal: false,
      active: false,
    });
  });

  it("has words", () => {
    expect(["*", "sla_warned"].map(typeWords)).toEqual(["everything", "sla warned"]);
  });
});

describe("how it stands", () => {
  it.each<[Partial<Webhook>, string]>([
    [{}, "Active"],
    [{ failing_since: "2026-01-01T12:00:00Z" }, "Failing"],
    [{ active: false }, "Paused"],
    [{ active: false, note: "Nothing got through." }, "Switched off"],
  ])("%j", (change, words) => {
    expect(standingOf({ ...HOOK, ...change }).words).toBe(words);
  });

  it("counts attempts and names the state of a delivery", () => {
    const delivery = { state: "given_up", attempts: 24 } as Delivery;
    expect([stateOf(delivery).words, attemptsWords(delivery)]).toEqual(["Given up", "24 attempts"]);
    expect([0, 1].map((attempts) => attemptsWords({ ...delivery, attempts }))).toEqual([
      "not tried yet",
      "1 attempt",
    ]);
  });
});
