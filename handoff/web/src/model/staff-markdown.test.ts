import { describe, expect, it } from "vitest";
import { applyEdit, type Mark, mark, type Selected } from "./staff-markdown.ts";

/** "a [b] c" is the text "a b c" with b selected. */
function read(drawn: string): Selected {
  const start = drawn.indexOf("[");
  const end = drawn.indexOf("]") - 1;
  return { text: drawn.replace("[", "").replace("]", ""), start, end };
}

function press(kind: Mark, drawn: string): string {
  const selected = read(drawn);
  const edit = mark(kind, selected);
  const text = applyEdit(selected.text, edit);
  return `${text.slice(0, edit.start)}[${text.slice(edit.start, edit.end)}]${text.slice(edit.end)}`;
}

describe("marks around words", () => {
  it.each<[Mark, string, string]>([
    ["bold", "a [b] c", "a **[b]** c"],
    ["bold", "a **[b]** c", "a [b] c"],
    ["italic", "[]", "_[emphasised text]_"],
    ["code", "run [make]", "run `[make]`"],
  ])("%s: %s", (kind, before, after) => {
    expect(press(kind, before)).toBe(after);
  });

  it("a link keeps its words selected", () => {
    const edit = mark("link", { text: "see help", start: 4, end: 8 });
    expect(applyEdit("see help", edit)).toBe("see [help](https://)");
    expect([edit.start, edit.end]).toEqual([5, 9]);
  });
});

describe("marks before lines", () => {
  it.each<[Mark, string, string]>([
    ["heading", "a\nb[]b\nc", "a\n[## bb]\nc"],
    ["heading", "[## bb]", "[bb]"],
    ["list", "[one\ntwo]", "[- one\n- two]"],
    ["steps", "[one\ntwo]", "[1. one\n2. two]"],
    ["steps", "[- one\n- two]", "[1. one\n2. two]"],
    ["list", "[- one\n- two]", "[one\ntwo]"],
    ["quote", "[]", "[> ]"],
  ])("%s: %j", (kind, before, after) => {
    expect(press(kind, before)).toBe(after);
  });
});
