/** A course of values between 0 and 1 as the points of a small line, left to right. */

export interface Sparkline {
  /** For an SVG `polyline`. */
  readonly line: string;
  /** The same, closed along the bottom, for a `polygon`. */
  readonly area: string;
  readonly end: { readonly x: number; readonly y: number };
}

/** Null when there is no course to show yet. */
export function sparkline(
  values: readonly number[],
  width: number,
  height: number,
  inset = 2,
): Sparkline | null {
  if (values.length < 2) return null;
  const step = (width - 2 * inset) / (values.length - 1);
  const points = values.map((value, index) => ({
    x: rounded(inset + index * step),
    y: rounded(inset + (1 - clamped(value)) * (height - 2 * inset)),
  }));
  const line = points.map(({ x, y }) => `${x},${y}`).join(" ");
  const end = points.at(-1) ?? { x: 0, y: 0 };
  return { line, area: `${inset},${height} ${line} ${end.x},${height}`, end };
}

const clamped = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0);
const rounded = (value: number) => Math.round(value * 10) / 10;
