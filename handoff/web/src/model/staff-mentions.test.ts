import { describe, expect, it } from "vitest";
import { FakeConnection } from "./staff-fake-connection.ts";
import { callsOf, Mentions, mentionsIn, nameable, piecesOf } from "./staff-mentions.ts";

const JO = { id: "a1", name: "Jo" };
const JONAS = { id: "a2", name: "Jonas Hollow" };
const MIRA = { id: "a3", name: "Mira Jolin" };
const PEOPLE = [JO, JONAS, MIRA];

it("offers whoever's name has a word that begins so", () => {
  expect(nameable(PEOPLE, "jo")).toEqual(PEOPLE);
  expect(nameable(PEOPLE, "jonas ho")).toEqual([JONAS]);
  expect(nameable(PEOPLE, "x")).toEqual([]);
  expect(nameable(PEOPLE, "Jo ")).toEqual([]);
});

describe("names in a note", () => {
  it("are found whatever their case, the longer one first", () => {
    expect(mentionsIn("@jonas hollow and @Jo, please", PEOPLE)).toEqual(["a2", "a1"]);
  });

  it("are no part of another word or address", () => {
    expect(mentionsIn("@Jonathan, jo@Jo.example, @Jonas", PEOPLE)).toEqual([]);
  });

  it("cut the note without losing a letter", () => {
    const note = "so @Jo: ask @Mira Jolin!";
    const pieces = piecesOf(note, PEOPLE);
    expect(pieces.map(({ text }) => text).join("")).toBe(note);
    expect(pieces.map(({ person }) => person?.id)).toEqual([
      undefined,
      "a1",
      undefined,
      "a3",
      undefined,
    ]);
  });
});

describe("what was not read", () => {
  const line = { conversation_id: "c1", seq: 4, at: "" };

  it("is asked on connecting and when somebody names this agent, and told as read once", async () => {
    const connection = new FakeConnection();
    const heard: unknown[] = [];
    let waiting = [line];
    connection.answers.set("mention:list", () => ({ ok: true, mentions: waiting }));
    connection.answers.set("mention:read", () => {
      waiting = [];
      return { ok: true, mentions: waiting };
    });
    const mentions = new Mentions(connection, (signal) => heard.push(signal));
    connection.open();
    connection.hear("mention", { conversation_id: "c1" });
    await expect.poll(() => mentions.unread.get()).toEqual([line]);
    expect(heard).toHaveLength(1);
    mentions.read("c1", 3);
    mentions.read("other", 9);
    expect(connection.payloads("mention:read")).toEqual([]);
    mentions.read("c1", 5);
    await expect.poll(() => mentions.unread.get()).toEqual([]);
    expect(connection.payloads("mention:read")).toEqual([{ conversation_id: "c1", seq: 5 }]);
  });
});

describe("where it was", () => {
  const note = (id: string, seq: number) => ({ conversation_id: id, seq, at: `at ${seq}` });

  it("is asked with the lines of the conversations, on connecting and at every new note", async () => {
    const connection = new FakeConnection();
    const lines: unknown[] = [];
    const answer = { ok: true, mentions: [note("c1", 4)], conversations: ["a line"] };
    connection.answers.set("mention:conversations", () => answer);
    const mentions = new Mentions(connection, undefined, (more) => lines.push(...more));
    connection.open();
    await expect.poll(() => mentions.places.get()).toEqual([note("c1", 4)]);
    connection.hear("mention", {});
    await expect.poll(() => lines).toEqual(["a line", "a line"]);
  });

  it("counts the unread notes of each conversation and knows the newest", () => {
    const calls = callsOf([note("a", 9), note("b", 2)], [note("a", 9), note("a", 7)], new Set());
    expect(calls.get("a")).toEqual({ seq: 9, at: "at 9", unread: 2, fresh: true });
    expect(calls.get("b")).toEqual({ seq: 2, at: "at 2", unread: 0, fresh: false });
  });

  it("holds what is being looked at, and shows what the list of places does not know yet", () => {
    const calls = callsOf([note("a", 1)], [note("b", 5)], new Set(["a"]));
    expect(calls.get("a")).toMatchObject({ unread: 0, fresh: true });
    expect(calls.get("b")).toEqual({ seq: 5, at: "at 5", unread: 1, fresh: true });
  });
});
