/** Which rows of a long list are near the screen: all others need not be drawn. */

export interface Slice {
  readonly from: number;
  /** Behind the last row that is drawn. */
  readonly to: number;
}

/** Where each row begins, and at the end where the list ends, in pixels. */
export function offsetsOf(heights: readonly number[]): number[] {
  const offsets = [0];
  let at = 0;
  for (const height of heights) {
    at += height;
    offsets.push(at);
  }
  return offsets;
}

/** The rows between `top` and `top + height`, and `spare` pixels around them. */
export function sliceOf(
  offsets: readonly number[],
  top: number,
  height: number,
  spare: number,
): Slice {
  const rows = offsets.length - 1;
  const from = Math.min(rowAt(offsets, top - spare), rows);
  const to = Math.min(rowAt(offsets, top + height + spare) + 1, rows);
  return { from, to };
}

/** How far the list has to be scrolled so that a row is in sight; null when it is already. */
export function scrollFor(
  offsets: readonly number[],
  row: number,
  top: number,
  height: number,
): number | null {
  const start = offsets[row] ?? 0;
  const end = offsets[row + 1] ?? start;
  if (start < top) return start;
  return end > top + height ? end - height : null;
}

/** The row in which a pixel lies; the first or last one outside. */
function rowAt(offsets: readonly number[], pixel: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((offsets[middle] ?? 0) <= pixel) low = middle;
    else high = middle - 1;
  }
  return low;
}
