import { describe, expect, it } from "vitest";
import {
  clockTime,
  dayOf,
  dayTime,
  fileSize,
  initialsOf,
  languageName,
  shortSpan,
} from "./format.ts";

it.each([
  [0, "0 s"],
  [59.4, "59 s"],
  [60, "1 min"],
  [3_599, "60 min"],
  [7_200, "2 h"],
  [200_000, "2 d"],
])("%d seconds read as %s", (seconds, text) => {
  expect(shortSpan(seconds)).toBe(text);
});

it.each([
  [812, "812 bytes"],
  [14_200, "14 KB"],
  [999_600, "1.0 MB"],
  [2_345_678, "2.3 MB"],
])("%d bytes read as %s", (bytes, text) => {
  expect(fileSize(bytes)).toBe(text);
});

it.each([
  ["Maya Lindqvist", "ML"],
  ["  ana  maría  ruiz ", "AR"],
  ["Bo", "B"],
  ["", ""],
  ["😀 Smile", "😀S"],
])("the initials of %j are %s", (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

describe("days", () => {
  const now = new Date(2026, 10, 20, 9, 0).getTime();

  it.each([
    ["today", new Date(2026, 10, 20, 0, 1)],
    ["yesterday", new Date(2026, 10, 19, 23, 59)],
    ["Tuesday, November 17", new Date(2026, 10, 17, 12, 0)],
  ])("%s", (words, at) => {
    expect(dayOf(at.getTime(), now, "en-US")).toBe(words);
  });

  it("shows no time that it cannot read", () => {
    expect(clockTime("soon")).toBe("");
  });
});

it("says a moment as briefly as it stays clear", () => {
  const now = new Date(2026, 5, 10, 12).getTime();
  const on = (day: number, year = 2026) => new Date(year, 5, day, 9, 5).getTime();
  expect(dayTime(on(10), now, "en-GB")).toBe("09:05");
  expect(dayTime(on(9), now, "en-GB")).toBe("yesterday, 09:05");
  expect(dayTime(on(2), now, "en-GB")).toMatch(/^Tue,? 2 Jun, 09:05$/);
  expect(dayTime(on(2, 2024), now, "en-GB")).toMatch(/2024, 09:05$/);
  expect(dayTime("gibberish", now)).toBe("");
});

it.each([
  ["de", "German (de)"],
  ["pt-BR", "Brazilian Portuguese (pt-BR)"],
  ["not a language", "not a language"],
])("the language %j is %s", (locale, name) => {
  expect(languageName(locale)).toBe(name);
});
