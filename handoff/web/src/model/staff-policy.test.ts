import { describe, expect, it } from "vitest";
import type { PolicyShelf } from "../wire/staff-policies.ts";
import {
  changesAgainst,
  delivered,
  fieldOf,
  groupsOf,
  inForce,
  inLabels,
  labelOf,
  typedEquals,
  typedNumber,
  valueWords,
} from "./staff-policy.ts";

const version = (name: string, author: string | null, strong_negative: number) => ({
  version: name,
  author,
  at: "2026-01-01T00:00:00Z",
  note: "",
  values: { strong_negative, vip: [], muted_risks: [] },
});

const SHELF: PolicyShelf = {
  active: "2",
  policies: [version("3", "Noa", 0.7), version("2", "Noa", 0.8), version("1", null, 0.93)],
  ranges: { strong_negative: [0, 1] },
  meanings: {},
  risk_topics: [],
};

describe("grouping", () => {
  it("puts every value into exactly one group and loses none that is new", () => {
    const names = ["strong_negative", "vip", "strain_loud", "weight_unsure", "brand_new", "fast_s"];
    const grouped = groupsOf(names).flatMap(({ limits, weights }) => [...limits, ...weights]);
    expect(grouped.toSorted()).toEqual(names.toSorted());
  });

  it("folds weights away and keeps limits in sight", () => {
    const [strain] = groupsOf(["strain_limit", "strain_keep", "strain_loud", "stake_money"]);
    expect(strain?.limits).toEqual(["strain_limit", "strain_keep"]);
    expect(strain?.weights).toEqual(["strain_loud", "stake_money"]);
  });
});

it("finds what is in force and what was delivered", () => {
  expect(inForce(SHELF)?.values["strong_negative"]).toBe(0.8);
  expect(delivered(SHELF)["strong_negative"]).toBe(0.93);
  expect(inForce({ ...SHELF, active: "" })).toBeNull();
});

it("gives only what differs, whatever its shape", () => {
  const base = { a: 1, vip: [{ attribute: "plan", equals: "gold" }], muted_risks: ["fraud"] };
  const values = { ...base, version: "9", vip: [{ attribute: "plan", at_least: 2 }] };
  expect(changesAgainst(values, base)).toEqual({ vip: [{ attribute: "plan", at_least: 2 }] });
});

it.each([
  ["0,5", 0.5],
  [" 2 ", 2],
  ["", ""],
  ["much", "much"],
  ["1e999", "1e999"],
])("reads %j as %j", (typed, value) => {
  expect(typedNumber(typed)).toBe(value);
});

it.each([
  ["strong_negative must be a number from 0 to 1, received 2", "strong_negative"],
  ["course_calm must stay below course_alarm", "course_calm"],
  ["a vip rule is {…}, received 3", "vip"],
  ["unknown fields ['mood']", null],
])("finds the field of %j", (words, field) => {
  expect(fieldOf(words, ["strong_negative", "course_calm", "course_alarm", "vip"])).toBe(field);
});

it("says a refusal in the names of the page", () => {
  const words = inLabels("course_calm must stay below course_alarm", [
    "course_calm",
    "course_alarm",
  ]);
  expect(words).toBe("“Mood recovered to” must stay below “Mood worsened by”.");
});

it.each([
  [0.1 + 0.2, "0.3"],
  [[], "none"],
  [["legal_threat", "press"], "legal threat, press"],
  [[{ attribute: "plan", equals: "gold" }], "plan is gold"],
  [[{ attribute: "orders", at_least: 20 }], "orders is at least 20"],
  [undefined, "–"],
] as const)("says %j", (value, words) => {
  expect(valueWords(value)).toBe(words);
});

it.each([
  ["true", true],
  ["12", 12],
  ["gold", "gold"],
  ["", ""],
])("takes the rule's value %j for %j", (typed, value) => {
  expect(typedEquals(typed)).toBe(value);
});

it.each([
  ["strong_negative", "Very negative message"],
  ["weight_question", "Question"],
  ["strain_limit", "Strain limit"],
  ["muted_risks", "Left to the bot"],
])("calls %s %s", (name, label) => {
  expect(labelOf(name)).toBe(label);
});
