import { describe, expect, it } from "vitest";
import { Seen } from "./seen.ts";

describe("Seen", () => {
  it("takes the other side's cursor from the server and from signals, and never goes back", () => {
    const seen = new Seen("customer", () => {});
    seen.take({ customer: 9, agent: 3 });
    seen.hear({ conversation_id: "c1", by: "agent", seq: 5 });
    seen.hear({ conversation_id: "c1", by: "customer", seq: 8 });
    seen.hear({ conversation_id: "c1", by: "agent", seq: 4 });
    expect(seen.theirs.get()).toBe(5);
    seen.take(undefined);
    expect(seen.theirs.get()).toBe(5);
  });

  it("tells each place once", () => {
    const told: number[] = [];
    const seen = new Seen("agent", (seq) => told.push(seq));
    for (const seq of [1, 1, 3, 2, 4]) seen.show(seq);
    expect(told).toEqual([1, 3, 4]);
    seen.reset();
    seen.show(2);
    expect([told, seen.theirs.get()]).toEqual([[1, 3, 4, 2], 0]);
  });
});
