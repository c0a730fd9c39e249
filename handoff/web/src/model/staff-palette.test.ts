import { describe, expect, it } from "vitest";
import { type Entry, found } from "./staff-palette.ts";

const entry = (label: string, also?: string): Entry =>
  also === undefined ? { id: label, group: "g", label } : { id: label, group: "g", label, also };

const ENTRIES = [
  entry("Publish"),
  entry("Go to golden questions", "quality tests"),
  entry("New article", "write create"),
  entry("Republish everything"),
];

const labels = (typed: string) => found(ENTRIES, typed).map(({ label }) => label);

describe("found", () => {
  it("gives everything in its order while nothing is typed", () => {
    expect(labels(" ")).toEqual(ENTRIES.map(({ label }) => label));
  });

  it.each([
    ["pub", ["Publish", "Republish everything"]],
    ["go gold", ["Go to golden questions"]],
    ["gold go", ["Go to golden questions"]],
    ["create", ["New article"]],
    ["TESTS", ["Go to golden questions"]],
    ["gold xyz", []],
  ])("%j finds %j", (typed, wanted) => {
    expect(labels(typed)).toEqual(wanted);
  });
});
