import { describe, expect, it } from "vitest";
import type { OwnershipSignal } from "../wire/payloads.ts";
import type { Milestone } from "./conversation.ts";
import { lossOf, lostWords, ownershipNews } from "./staff-ownership.ts";

const MARA = { id: "mara", name: "Mara" };
const BO = { id: "bo", name: "Bo" };

function signal(change: Partial<OwnershipSignal>): OwnershipSignal {
  return {
    conversation_id: "c1",
    seq: 3,
    cause: "transfer",
    agent: null,
    by: null,
    former: null,
    ...change,
  };
}

describe("ownershipNews", () => {
  it.each<[string, Partial<OwnershipSignal>, string | null]>([
    ["taken over", { cause: "take_over", agent: BO, former: MARA }, "Bo took"],
    ["handed over by me", { cause: "transfer", agent: BO, former: MARA }, null],
    ["handed to me", { cause: "transfer", agent: MARA, by: "Bo", former: BO }, "Bo handed you"],
    ["given to me", { cause: "assigned", agent: MARA, by: "routing" }, "was given to you"],
    ["back to me", { cause: "reopened", agent: MARA }, "wrote again"],
    ["taken over by me", { cause: "take_over", agent: MARA, former: BO }, null],
    ["lost", { cause: "lease_expired", former: MARA }, "went back to the queue"],
    ["of others", { cause: "take_over", agent: BO, former: { id: "x", name: "X" } }, null],
  ])("%s", (_, change, words) => {
    const news = ownershipNews(signal(change), MARA.id);
    if (words === null) expect(news).toBeNull();
    else expect(news?.text).toContain(words);
  });
});

describe("lostWords", () => {
  const lost = (customer: string | null) => ({ conversation_id: "c", customer, at: "" });
  it("counts and names", () => {
    expect(lostWords([lost("Robin")])).toContain("a conversation of yours (Robin)");
    expect(lostWords([lost("Robin"), lost(null)])).toContain("2 conversations of yours (Robin)");
  });
});

describe("lossOf", () => {
  const milestone = (change: Partial<Milestone>): Milestone => ({
    seq: 4,
    at: "",
    kind: "agent_assigned",
    ...change,
  });
  const requested = milestone({ kind: "handoff_requested" });
  it.each<[string, Milestone[], string | null]>([
    [
      "taken over",
      [milestone({ cause: "take_over", agent: BO, former: MARA })],
      "Bo took this over",
    ],
    [
      "not reachable",
      [milestone({ kind: "returned_to_queue", cause: "lease_expired", former: MARA })],
      "not reachable",
    ],
    ["handed on", [milestone({ cause: "transfer", agent: BO, former: MARA })], null],
    [
      "mine again",
      [milestone({ cause: "take_over", agent: BO, former: MARA }), milestone({ agent: MARA })],
      null,
    ],
    ["never mine", [requested], null],
  ])("%s", (_, milestones, words) => {
    const loss = lossOf({ milestones }, MARA.id);
    if (words === null) expect(loss).toBeNull();
    else expect(loss).toContain(words);
  });
});
