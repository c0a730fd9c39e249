import { describe, expect, it } from "vitest";
import { FakeConnection } from "./staff-fake-connection.ts";
import { Mentions, mentionsIn, nameable, piecesOf } from "./staff-mentions.ts";

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
    await Promise.resolve();
    await Promise.resolve();
    expect(heard).toHaveLength(1);
    expect(mentions.unread.get()).toEqual([line]);
    mentions.read("c1", 3);
    mentions.read("other", 9);
    expect(connection.payloads("mention:read")).toEqual([]);
    mentions.read("c1", 5);
    await Promise.resolve();
    await Promise.resolve();
    expect(mentions.unread.get()).toEqual([]);
    expect(connection.payloads("mention:read")).toEqual([{ conversation_id: "c1", seq: 5 }]);
  });
});
