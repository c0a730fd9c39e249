/** The toolbar of the Markdown field: what a button makes of the text and its selection. */

export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Replace `from..to` by `insert`, then select `start..end`: the smallest change, so that undo stays useful. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

export type Mark =
  | "bold"
  | "italic"
  | "code"
  | "link"
  | "heading"
  | "list"
  | "steps"
  | "quote"
  | "table";

const TABLE = "| Column | Column |\n| --- | --- |\n|  |  |\n";

const AROUND: Readonly<Partial<Record<Mark, readonly [string, string, string]>>> = {
  bold: ["**", "**", "bold text"],
  italic: ["_", "_", "emphasised text"],
  code: ["`", "`", "code"],
  link: ["[", "](https://)", "link text"],
};

const LINE: Readonly<Partial<Record<Mark, (index: number) => string>>> = {
  heading: () => "## ",
  list: () => "- ",
  steps: (index) => `${index + 1}. `,
  quote: () => "> ",
};

const LINE_MARK = /^(?:#{1,6} |- |\d+\. |> )/u;

export function mark(kind: Mark, selected: Selected): TextEdit {
  if (kind === "table") return table(selected);
  const around = AROUND[kind];
  return around ? wrap(selected, around) : prefix(selected, LINE[kind] ?? (() => ""));
}

export function applyEdit(text: string, { from, to, insert }: TextEdit): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** Puts marks around the selection, or takes away those that are there. */
function wrap(
  { text, start, end }: Selected,
  [open, close, placeholder]: readonly [string, string, string],
): TextEdit {
  const before = text.slice(start - open.length, start);
  if (before === open && text.startsWith(close, end)) {
    const inner = text.slice(start, end);
    const from = start - open.length;
    return { from, to: end + close.length, insert: inner, start: from, end: from + inner.length };
  }
  const inner = text.slice(start, end) || placeholder;
  const innerStart = start + open.length;
  return {
    from: start,
    to: end,
    insert: open + inner + close,
    start: innerStart,
    end: innerStart + inner.length,
  };
}

/** An empty table in a place of its own, its first heading selected. */
function table({ text, end }: Selected): TextEdit {
  const before = text.slice(0, end);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const start = end + gap.length + 2;
  return { from: end, to: end, insert: gap + TABLE, start, end: start + "Column".length };
}

/** Marks every line of the selection, or takes the mark away when all have it. */
function prefix({ text, start, end }: Selected, markOf: (index: number) => string): TextEdit {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const to = next === -1 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const marked = lines.every((line, index) => line.startsWith(markOf(index)));
  const insert = lines
    .map((line, index) => (marked ? "" : markOf(index)) + line.replace(LINE_MARK, ""))
    .join("\n");
  return { from, to, insert, start: from, end: from + insert.length };
}
