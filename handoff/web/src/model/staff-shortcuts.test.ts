import { describe, expect, it } from "vitest";
import { beginning, find, keysOf, type Shortcut, type Stroke } from "./staff-shortcuts.ts";

const SHORTCUTS: readonly Shortcut[] = [
  { id: "next", group: "", label: "Next", code: "KeyJ", alt: true },
  { id: "save", group: "", label: "Save", code: "KeyS", mod: true },
  { id: "help", group: "", label: "Help", key: "?" },
  { id: "close", group: "", label: "Close", key: "Escape" },
  { id: "mine", group: "", label: "Mine", key: "m", after: "g" },
];

function stroke(key: string, change: Partial<Stroke> = {}): Stroke {
  const none = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false };
  return { code: `Key${key.toUpperCase()}`, key, ...none, ...change };
}

describe("find", () => {
  it.each<[string, Stroke, boolean, string | null]>([
    ["Alt+J while writing", stroke("j", { altKey: true }), true, "next"],
    ["Alt+J where it makes ∆", stroke("∆", { code: "KeyJ", altKey: true }), true, "next"],
    ["Alt+Shift+J", stroke("J", { altKey: true, shiftKey: true }), false, null],
    ["plain J", stroke("j"), false, null],
    ["Ctrl+S", stroke("s", { ctrlKey: true }), true, "save"],
    ["Cmd+S", stroke("s", { metaKey: true }), true, "save"],
    ["Ctrl+Alt+S", stroke("s", { ctrlKey: true, altKey: true }), true, null],
    ["?", stroke("?", { code: "Slash", shiftKey: true }), false, "help"],
    ["? while writing", stroke("?", { code: "Slash", shiftKey: true }), true, null],
    ["Escape while writing", stroke("Escape", { code: "Escape" }), true, "close"],
  ])("%s", (_, pressed, writing, id) => {
    expect(find(SHORTCUTS, pressed, writing)).toBe(id);
  });
});

describe("keys one after the other", () => {
  it.each<[string, Stroke, boolean, string | null, string | null]>([
    ["g m", stroke("m"), false, "g", "mine"],
    ["m alone", stroke("m"), false, null, null],
    ["g ?", stroke("?"), false, "g", null],
    ["g m while writing", stroke("m"), true, "g", null],
  ])("%s", (_, pressed, writing, before, id) => {
    expect(find(SHORTCUTS, pressed, writing, before)).toBe(id);
  });

  it("begin with a key of their own, where nothing is written", () => {
    expect(beginning(SHORTCUTS, stroke("g"), false)).toBe("g");
    expect(beginning(SHORTCUTS, stroke("g"), true)).toBeNull();
    expect(beginning(SHORTCUTS, stroke("g", { altKey: true }), false)).toBeNull();
    expect(beginning(SHORTCUTS, stroke("m"), false)).toBeNull();
  });
});

it.each([
  [0, false, ["Alt", "J"]],
  [0, true, ["⌥", "J"]],
  [1, true, ["⌘", "S"]],
  [2, false, ["?"]],
  [3, false, ["Esc"]],
  [4, false, ["g", "m"]],
])("prints shortcut %d (mac: %s)", (index, mac, keys) => {
  const shortcut = SHORTCUTS[index];
  expect(shortcut && keysOf(shortcut, mac)).toEqual(keys);
});
