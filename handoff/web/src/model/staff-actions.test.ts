import { describe, expect, it } from "vitest";
import type { Status } from "../wire/payloads.ts";
import { type ActionName, closedWords, rightsOf, standingOf } from "./staff-actions.ts";

const ME = { id: "mara", name: "Mara" };
const TOM = { id: "tom", name: "Tom" };

describe("rightsOf", () => {
  it.each<[Status, typeof ME | null, ActionName[], boolean]>([
    ["bot", null, ["claim"], false],
    ["queued", null, ["claim", "return_to_bot", "resolve"], false],
    ["assigned", ME, ["resolve", "transfer", "return_to_bot", "release"], true],
    ["assigned", TOM, [], false],
    ["resolved", null, [], false],
  ])("%s, owned by %j", (status, agent, actions, mayReply) => {
    expect(rightsOf({ status, agent }, ME.id)).toEqual({ actions, mayReply });
  });
});

it("lets who leads take over from a colleague, and nothing else", () => {
  const actions = (status: Status, agent: typeof ME | null) =>
    rightsOf({ status, agent }, ME.id, true).actions;
  expect(actions("assigned", TOM)).toEqual(["take_over"]);
  expect(actions("assigned", ME)).not.toContain("take_over");
  expect(actions("resolved", null)).toEqual([]);
});

it.each<[Status, typeof ME | null, RegExp]>([
  ["bot", null, /Take over/],
  ["queued", null, /Claim/],
  ["assigned", TOM, /^Tom /],
  ["resolved", null, /opens again/],
])("says why the reply box is closed: %s", (status, agent, words) => {
  expect(closedWords({ status, agent })).toMatch(words);
});

describe("standingOf", () => {
  const listed = { status: "assigned", agent: TOM } as const;

  it("goes by the conversation's own events, whatever the list still says", () => {
    const own = { status: "queued", agent: null, last_seq: 4 } as const;
    expect(standingOf(own, listed)).toEqual(own);
  });

  it("goes by the list until the events are here", () => {
    const empty = { status: "bot", agent: null, last_seq: 0 } as const;
    expect(standingOf(empty, listed)).toEqual(listed);
    expect(standingOf(empty, null)).toEqual(empty);
  });
});
