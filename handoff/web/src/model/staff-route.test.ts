import { describe, expect, it } from "vitest";
import { articleHash, conversationHash, pageHash, routeOf } from "./staff-route.ts";

describe("routeOf", () => {
  it.each([
    ["", "start", null],
    ["#/", "start", null],
    ["#/c", "start", null],
    ["#/c/42", "conversation", "42"],
    ["#/c/42/more", "start", null],
    ["#/c/%E0%A4%A", "start", null],
    ["#/a", "new-article", null],
    ["#/a/return-a-tent", "article", "return-a-tent"],
    ["#/gaps", "gaps", null],
    ["#/imports/7", "imports", "7"],
    ["#/voice/offer%3Alater", "voice", "offer:later"],
    ["#/somewhere", "start", null],
  ] as const)("reads %j", (hash, kind, id) => {
    expect(routeOf(hash)).toEqual({ kind, id });
  });

  it.each(["plain", "with/slash", "später ?#"])("finds %j again", (id) => {
    expect(routeOf(conversationHash(id)).id).toBe(id);
    expect(routeOf(articleHash(id)).id).toBe(id);
    expect(routeOf(pageHash("gaps", id))).toEqual({ kind: "gaps", id });
  });
});
