import { expect, it } from "vitest";
import { query } from "./staff-call.ts";

it("leaves out what filters nothing", () => {
  expect(query("/a", { status: "", days: 30, mine: false, article: null })).toBe(
    "/a?days=30&mine=false",
  );
  expect(query("/a", { status: "" })).toBe("/a");
});

it("keeps what people type from reading as more of the address", () => {
  expect(query("/a", { query: "a&b=c d" })).toBe("/a?query=a%26b%3Dc+d");
});
