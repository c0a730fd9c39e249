import { expect, it } from "vitest";
import { Drafts } from "./staff-drafts.ts";
import { memoryStorage } from "./storage.ts";

it("keeps reply and note of each conversation apart, across reloads", () => {
  const storage = memoryStorage();
  const drafts = new Drafts(storage);
  drafts.keep("a", "reply", "Dear Ines");
  drafts.keep("a", "note", "VIP!");
  drafts.keep("b", "reply", "Hello");
  const reloaded = new Drafts(storage);
  expect(reloaded.text("a", "reply")).toBe("Dear Ines");
  expect(reloaded.text("a", "note")).toBe("VIP!");
  expect(reloaded.text("b", "note")).toBe("");
});

it("remembers which box was open and leaves nothing behind when all is said", () => {
  const storage = memoryStorage();
  const drafts = new Drafts(storage);
  drafts.keepMode("a", "note");
  expect([drafts.mode("a"), drafts.mode("b")]).toEqual(["note", "reply"]);
  drafts.keep("a", "note", "x");
  drafts.keep("a", "note", "");
  drafts.keepMode("a", "reply");
  expect(storage.keys()).toEqual([]);
});

it("puts words that were not sent before what was written since, and says so", () => {
  const drafts = new Drafts(memoryStorage());
  drafts.giveBack("a", "reply", "Dear Ines");
  expect(drafts.text("a", "reply")).toBe("Dear Ines");
  drafts.keep("a", "reply", "and more");
  drafts.giveBack("a", "reply", "Dear Ines");
  expect(drafts.text("a", "reply")).toBe("Dear Ines\nand more");
  expect(drafts.returned.get()).toEqual({ conversationId: "a", mode: "reply" });
});
