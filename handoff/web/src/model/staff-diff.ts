/** What two texts share, word by word: the longest common subsequence after cutting equal ends (Hunt & McIlroy, 1976). */

export type Kind = "same" | "removed" | "added";
export type Segment = readonly [kind: Kind, text: string];

/** Beyond this many cells a coarser grain is taken, so that the page stays quick. */
const MOST_CELLS = 1_000_000;
const WORDS = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const LINES = /[^\n]*\n|[^\n]+$/gu;

export function diffWords(before: string, after: string): Segment[] {
  const words = trimmed(before.match(WORDS) ?? [], after.match(WORDS) ?? []);
  const fine = words.left.length * words.right.length <= MOST_CELLS;
  const { head, left, right, tail } = fine
    ? words
    : trimmed(before.match(LINES) ?? [], after.match(LINES) ?? []);
  return joined([
    ...head.map((text) => ["same", text] as const),
    ...middle(left, right),
    ...tail.map((text) => ["same", text] as const),
  ]);
}

interface Trimmed {
  readonly head: readonly string[];
  readonly left: readonly string[];
  readonly right: readonly string[];
  readonly tail: readonly string[];
}

function trimmed(left: readonly string[], right: readonly string[]): Trimmed {
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  return {
    head: left.slice(0, head),
    left: left.slice(head, left.length - tail),
    right: right.slice(head, right.length - tail),
    tail: left.slice(left.length - tail),
  };
}

function middle(left: readonly string[], right: readonly string[]): Segment[] {
  if (left.length * right.length > MOST_CELLS) {
    return [
      ["removed", left.join("")],
      ["added", right.join("")],
    ];
  }
  const lengths = commonLengths(left, right);
  const result: Segment[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    const [old, fresh] = [left[row], right[column]];
    if (old !== undefined && old === fresh) {
      result.push(["same", old]);
      row += 1;
      column += 1;
    } else if (
      old !== undefined &&
      (fresh === undefined || at(lengths, row + 1, column) >= at(lengths, row, column + 1))
    ) {
      result.push(["removed", old]);
      row += 1;
    } else if (fresh !== undefined) {
      result.push(["added", fresh]);
      column += 1;
    }
  }
  return result;
}

/**
 * Runs of one kind become one piece, and mere white space between two changes belongs to them, so that a
 * rewritten sentence reads as one.
 */
function joined(pieces: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  let [removed, added] = ["", ""];
  const flush = () => {
    if (removed) result.push(["removed", removed]);
    if (added) result.push(["added", added]);
    [removed, added] = ["", ""];
  };
  pieces.forEach(([kind, text], index) => {
    const between = removed !== "" && added !== "" && /^[ \t]+$/u.test(text);
    const goesOn = between && (pieces[index + 1]?.[0] ?? "same") !== "same";
    if (kind === "removed" || goesOn) removed += text;
    if (kind === "added" || goesOn) added += text;
    if (kind !== "same" || goesOn) return;
    flush();
    const last = result.at(-1);
    if (last?.[0] === "same") result[result.length - 1] = ["same", last[1] + text];
    else result.push(["same", text]);
  });
  flush();
  return result;
}

const at = (table: readonly Uint16Array[], row: number, column: number) =>
  table[row]?.[column] ?? 0;

/** For each pair of places, how many pieces the two rests have in common. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let row = left.length - 1; row >= 0; row -= 1) {
    const cells = table[row] as Uint16Array;
    for (let column = right.length - 1; column >= 0; column -= 1) {
      cells[column] =
        left[row] === right[column]
          ? at(table, row + 1, column + 1) + 1
          : Math.max(at(table, row + 1, column), at(table, row, column + 1));
    }
  }
  return table;
}
