import { describe, expect, it } from "vitest";
import { type ConversationEvent, parseEvents } from "../wire/events.ts";
import { apply, type Conversation, EMPTY, timelineOf } from "./conversation.ts";
import { event, MAYA, said } from "./fakes.ts";

interface Recording {
  readonly name: string;
  readonly events: readonly unknown[];
  readonly state: {
    readonly status: string;
    readonly agent: { readonly id: string; readonly name: string } | null;
    readonly last_seq: number;
    readonly message_ids: readonly string[];
    readonly fence: number;
    /** In what agents see. */
    readonly team?: string | null;
    readonly priority?: number;
    readonly tags?: readonly string[];
  };
}

const FILES = import.meta.glob<Recording[]>("../../../../tests/recordings/*.json", {
  import: "default",
  eager: true,
});
const RECORDINGS = Object.values(FILES).flat();

function fold(events: readonly ConversationEvent[]): Conversation {
  return events.reduce((state, next) => apply(state, next).state, EMPTY);
}

describe("the server's recordings", () => {
  it("are there", () => {
    expect(RECORDINGS.length).toBeGreaterThan(0);
  });

  it.each(RECORDINGS)("fold to the same state: $name", ({ events, state }) => {
    const folded = fold(parseEvents(events));
    expect({
      status: folded.status,
      agent: folded.agent,
      last_seq: folded.last_seq,
      message_ids: folded.messages.map(({ message_id }) => message_id),
      fence: folded.fence,
      ...("tags" in state
        ? { team: folded.team, priority: folded.priority, tags: folded.tags }
        : {}),
    }).toEqual(state);
  });
});

describe("apply", () => {
  const asked = [said(1, "customer"), event(2, "handoff_requested", { reason: "risk_topic" })];
  const claimed = [...asked, event(3, "agent_assigned", { agent: MAYA })];

  it.each<[string, ConversationEvent[], string, string | null]>([
    ["a new conversation is with the bot", [said(1, "customer")], "bot", null],
    ["a handoff queues it", asked, "queued", null],
    ["a claim assigns it", claimed, "assigned", MAYA.name],
    ["a release queues it", [...claimed, event(4, "returned_to_queue", {})], "queued", null],
    ["a return gives it to the bot", [...claimed, event(4, "returned_to_bot", {})], "bot", null],
    ["resolved", [...claimed, event(4, "conversation_resolved", {})], "resolved", null],
    [
      "reopened",
      [...claimed, event(4, "conversation_resolved", {}), event(5, "conversation_reopened", {})],
      "bot",
      null,
    ],
  ])("%s", (_, events, status, agent) => {
    const state = fold(events);
    expect([state.status, state.agent?.name ?? null]).toEqual([status, agent]);
    expect(state.last_seq).toBe(events.length);
  });

  it("changes nothing for an event already seen", () => {
    const state = fold(asked);
    expect(apply(state, said(2, "bot", "other words"))).toEqual({ outcome: "seen", state });
  });

  it("reports a hole and changes nothing", () => {
    const state = fold(asked);
    expect(apply(state, said(4, "bot"))).toEqual({ outcome: "hole", state });
  });

  it("counts hidden and unknown events without showing them", () => {
    const state = fold([said(1, "customer"), event(2, "hidden", {}), event(3, "other", { x: 1 })]);
    expect([state.last_seq, timelineOf(state).length]).toEqual([3, 1]);
  });

  it("keeps verdicts by message, the later one", () => {
    const state = fold([
      said(1, "bot"),
      event(2, "rating_given", { message_id: "c1.1", helpful: true }),
      event(3, "rating_given", { message_id: "c1.1", helpful: false }),
    ]);
    expect(state.ratings).toEqual({ "c1.1": false });
  });

  it("asks for stars again when a matter is settled again", () => {
    const rated = [
      event(1, "conversation_resolved", {}),
      event(2, "survey_submitted", { csat: 4 }),
    ];
    expect(fold(rated).csat).toBe(4);
    expect(fold([...rated, event(3, "conversation_resolved", {})]).csat).toBeNull();
  });

  it("orders messages, milestones and notes as they happened", () => {
    const note = event(4, "note_posted", { note_id: "c1.4", agent: MAYA, text: "VIP" });
    const kinds = timelineOf(fold([...claimed, note, said(5, "agent")])).map(({ kind }) => kind);
    expect(kinds).toEqual(["message", "milestone", "milestone", "note", "message"]);
  });
});
