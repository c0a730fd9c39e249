/** The palette: what can be done or opened, found by a few letters of its words. */

export interface Entry {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  /** Found by these words too. */
  readonly also?: string;
  readonly keys?: readonly string[];
}

/** How well a label answers to what was typed: 0 not at all, more is better. */
export function likeness(
  typed: string,
  { label, also = "" }: Pick<Entry, "label" | "also">,
): number {
  const wanted = wordsOf(typed);
  if (wanted.length === 0) return 1;
  const words = wordsOf(label);
  const others = wordsOf(also);
  let sum = 0;
  for (const [at, piece] of wanted.entries()) {
    const best = Math.max(
      words[at] === undefined || !words[at].startsWith(piece) ? 0 : 4,
      words.some((word) => word.startsWith(piece)) ? 3 : 0,
      others.some((word) => word.startsWith(piece)) ? 2 : 0,
      piece.length > 2 && words.some((word) => word.includes(piece)) ? 1 : 0,
    );
    if (best === 0) return 0;
    sum += best;
  }
  return sum / wanted.length;
}

/** What answers to the typed words, best first; equally good ones keep their order. */
export function found<T extends Entry>(entries: readonly T[], typed: string): T[] {
  return entries
    .map((entry) => ({ entry, fits: likeness(typed, entry) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits)
    .map(({ entry }) => entry);
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
