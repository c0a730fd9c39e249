import { describe, expect, it } from "vitest";
import { HOME, hashOf, listAt, openedAt, type Place, placeOf } from "./staff-place.ts";
import type { Selection } from "./staff-views.ts";

const NARROW: Selection = {
  view: "mine",
  filters: { team: "returns & more", tag: "a/b" },
  sort: "due",
};

describe("the address", () => {
  it.each<[string, Place]>([
    ["a list", { page: "list", selection: HOME, id: null, seq: null }],
    ["a narrowed list", { page: "list", selection: NARROW, id: null, seq: null }],
    ["a conversation", { page: "list", selection: NARROW, id: "c 1", seq: null }],
    ["a message", { page: "list", selection: HOME, id: "c1", seq: 12 }],
    ["the floor", { page: "floor", selection: HOME, id: null, seq: null }],
  ])("leads back to %s", (_, place) => {
    expect(placeOf(hashOf(place))).toEqual(place);
  });

  it("of a bare conversation keeps the list as it was", () => {
    expect(placeOf("#/c/c1", NARROW)).toEqual({
      page: "list",
      selection: NARROW,
      id: "c1",
      seq: null,
    });
  });

  it.each(["", "#", "#/", "#/nowhere", "#/open?sort=sideways&colour=red"])(
    "%j is the beginning",
    (hash) => {
      expect(placeOf(hash, NARROW)).toMatchObject({ selection: HOME, id: null });
    },
  );

  it("that is broken opens nothing", () => {
    expect(placeOf("#/c/%E0%A4%A").id).toBeNull();
    expect(placeOf("#/c/c1?at=-3").seq).toBeNull();
  });

  it("is short where nothing is chosen", () => {
    expect(listAt(HOME)).toBe("#/open");
    expect(openedAt(HOME, "c1", 4)).toBe("#/c/c1?in=open&at=4");
  });
});
