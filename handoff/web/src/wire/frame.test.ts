import { describe, expect, it } from "vitest";
import { unwrap, wrap } from "./frame.ts";

describe("frame messages", () => {
  it("come out as they went in", () => {
    expect(unwrap(wrap({ type: "unread", count: 2 }))).toEqual({ type: "unread", count: 2 });
  });

  it.each([
    ["nothing", null],
    ["text", "frontdesk"],
    ["another library's message", { type: "resize", height: 3 }],
    ["a wrapping without a type", { frontdesk: {} }],
    ["a wrapping of text", { frontdesk: "open" }],
  ])("are not read from %s", (_, data) => {
    expect(unwrap(data)).toBeNull();
  });
});
