import { describe, expect, it } from "vitest";
import type { Occasion } from "../wire/staff-voice.ts";
import { fits, occasionLabel, pieces, spoken, voiceFault, voiceGroups } from "./staff-voice.ts";

const GREET: Occasion = {
  meaning: "The first words.",
  defaults: ["Hello {name}!"],
  by_tone: { warm: ["Hello {name}!"], neutral: ["Hello {name}."], brief: ["Hello."] },
  placeholders: ["name"],
};

it("groups every occasion once, the unknown last", () => {
  const groups = voiceGroups([
    "brand_new",
    "greet",
    "utter_want_day",
    "escalate:vip",
    "offer:later",
  ]);
  expect(groups.map(({ title, occasions }) => [title, occasions.length])).toEqual([
    ["Greeting and small talk", 1],
    ["Offering a person", 1],
    ["Calling a person", 1],
    ["Jobs: asking for details", 1],
    ["Others", 1],
  ]);
});

it.each([
  ["escalate:risk_topic", "Risk topic"],
  ["utter_want_day", "Day"],
  ["utter_ask_contact_form_contact_email", "Contact email"],
  ["greet", "Greet"],
])("calls %s %s", (id, label) => {
  expect(occasionLabel(id)).toBe(label);
});

describe("a sentence as it will sound", () => {
  it("has examples where something is filled in", () => {
    expect(pieces("Hello {name}! About {order_number}")).toEqual([
      { text: "Hello ", placeholder: null },
      { text: "Robin", placeholder: "name" },
      { text: "! About ", placeholder: null },
      { text: "order number", placeholder: "order_number" },
    ]);
    expect(pieces("")).toEqual([]);
  });

  it("is the operator's where there is one, else that of the tone", () => {
    expect(spoken(GREET, ["Ahoy"], "brief")).toEqual(["Ahoy"]);
    expect(spoken(GREET, ["  "], "brief")).toEqual(["Hello."]);
    expect(spoken(GREET, undefined, "neutral")).toEqual(["Hello {name}."]);
  });
});

it("is found by its words, its meaning and its name", () => {
  expect(fits("greet", GREET, ["Ahoy there"], "ahoy FIRST")).toBe(true);
  expect(fits("greet", GREET, [], "goodbye")).toBe(false);
});

describe("where a refusal belongs", () => {
  const sentences = {
    offer: ["a {name}"],
    "offer:later": ["Fine.", "Ahoy {captain}", "", "x".repeat(601), "one { brace"],
  };

  it.each([
    ["offer:later: unknown placeholder {captain}; known are {name}", 1],
    ["offer:later: a sentence must not be empty", 2],
    ["offer:later: a sentence has at most 600 characters", 3],
    ["offer:later: a brace stands alone; placeholders look like {name}", 4],
  ])("finds the sentence of %j", (detail, sentence) => {
    expect(voiceFault(detail, sentences)).toMatchObject({ occasion: "offer:later", sentence });
  });

  it("is nowhere when no occasion is named", () => {
    expect(voiceFault("the tone must be one of", sentences).occasion).toBeNull();
  });
});
