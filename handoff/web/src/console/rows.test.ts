import { expect, it } from "vitest";
import type { TimelineItem } from "../model/conversation.ts";
import type { Author } from "../wire/events.ts";
import { lastOfRuns, named } from "./rows.ts";

function message(seq: number, author: Author, name: string | null = null): TimelineItem {
  const at = "2026-01-01T12:00:00Z";
  return {
    kind: "message",
    seq,
    message: { message_id: `m${seq}`, author, name, text: "words", seq, at },
  };
}

const milestone: TimelineItem = {
  kind: "milestone",
  seq: 3,
  milestone: { seq: 3, at: "2026-01-01T12:00:00Z", kind: "returned_to_bot" },
};

it("names the customer and nobody else", () => {
  const rows = named([message(1, "customer"), message(2, "agent", "Mara")], "Ines");
  expect(rows.map((row) => row.kind === "message" && row.message.name)).toEqual(["Ines", "Mara"]);
});

it("finds where each run of one author ends", () => {
  const rows = [
    message(1, "customer"),
    message(2, "customer"),
    milestone,
    message(4, "agent", "Mara"),
    message(5, "agent", "Mara"),
    message(6, "agent", "Tom"),
  ];
  expect([...lastOfRuns(rows)]).toEqual([2, 5, 6]);
});
