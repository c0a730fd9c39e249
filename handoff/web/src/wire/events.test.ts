import { describe, expect, it } from "vitest";
import { parseEvent, parseEvents } from "./events.ts";

const RAW = {
  conversation_id: "c1",
  seq: 3,
  type: "message_posted",
  at: "2026-11-20T10:00:00+00:00",
  data: { message_id: "c1.3", author: "bot", text: "Hello" },
};

describe("parseEvent", () => {
  it("keeps an event it knows", () => {
    expect(parseEvent(RAW)).toEqual(RAW);
  });

  it("keeps the place of a type it does not know", () => {
    expect(parseEvent({ ...RAW, type: "moon_landed" })).toMatchObject({ seq: 3, type: "other" });
  });

  it.each([
    ["nothing", null],
    ["a list", [RAW]],
    ["no conversation", { ...RAW, conversation_id: 7 }],
    ["no type", { ...RAW, type: undefined }],
    ["seq zero", { ...RAW, seq: 0 }],
    ["half a seq", { ...RAW, seq: 1.5 }],
    ["a seq in words", { ...RAW, seq: "3" }],
  ])("finds no place for %s", (_, value) => {
    expect(parseEvent(value)).toBeNull();
  });

  it("leaves out what has no place", () => {
    expect(parseEvents([RAW, "?", null])).toHaveLength(1);
  });
});
