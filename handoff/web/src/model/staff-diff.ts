/** Which lines two texts share: the longest common subsequence after cutting equal ends (Hunt & McIlroy, 1976). */

export interface DiffLine {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

/** Beyond this many cells the middle is shown as replaced as a whole, so that the page stays quick. */
const MOST_CELLS = 1_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const left = before.split("\n");
  const right = after.split("\n");
  let head = 0;
  while (head < Math.min(left.length, right.length) && left[head] === right[head]) head += 1;
  let tail = 0;
  const most = Math.min(left.length, right.length) - head;
  while (tail < most && left.at(-1 - tail) === right.at(-1 - tail)) tail += 1;
  return [
    ...lines("same", left.slice(0, head)),
    ...middle(left.slice(head, left.length - tail), right.slice(head, right.length - tail)),
    ...lines("same", left.slice(left.length - tail)),
  ];
}

function lines(kind: DiffLine["kind"], texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function middle(left: readonly string[], right: readonly string[]): DiffLine[] {
  if (left.length * right.length > MOST_CELLS) {
    return [...lines("removed", left), ...lines("added", right)];
  }
  const lengths = commonLengths(left, right);
  const result: DiffLine[] = [];
  let row = 0;
  let column = 0;
  while (row < left.length || column < right.length) {
    const [old, fresh] = [left[row], right[column]];
    if (old !== undefined && old === fresh) {
      result.push({ kind: "same", text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && at(lengths, row + 1, column) >= at(lengths, row, column + 1)) {
      result.push({ kind: "removed", text: old });
      row += 1;
    } else if (fresh !== undefined) {
      result.push({ kind: "added", text: fresh });
      column += 1;
    } else {
      result.push(...lines("removed", left.slice(row)));
      break;
    }
  }
  return result;
}

const at = (table: readonly (readonly number[])[], row: number, column: number) =>
  table[row]?.[column] ?? 0;

/** For each pair of places, how many lines the two rests have in common. */
function commonLengths(left: readonly string[], right: readonly string[]): number[][] {
  const table = Array.from({ length: left.length + 1 }, () =>
    new Array<number>(right.length + 1).fill(0),
  );
  for (let row = left.length - 1; row >= 0; row -= 1) {
    const cells = table[row] ?? [];
    for (let column = right.length - 1; column >= 0; column -= 1) {
      cells[column] =
        left[row] === right[column]
          ? at(table, row + 1, column + 1) + 1
          : Math.max(at(table, row + 1, column), at(table, row, column + 1));
    }
  }
  return table;
}
