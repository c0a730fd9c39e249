/** Keyboard shortcuts as data. Single characters work only where nothing is being written. */

export interface Shortcut<Id extends string = string> {
  readonly id: Id;
  readonly group: string;
  readonly label: string;
  /** The physical key, so that Alt works on keyboards where it makes another character. */
  readonly code?: string;
  readonly alt?: boolean;
  /** Ctrl, or Cmd on a Mac. */
  readonly mod?: boolean;
  /** The character itself, for keys that lie elsewhere on other keyboards. */
  readonly key?: string;
  /** The character that was typed just before: "g" for "g m". */
  readonly after?: string;
}

export interface Stroke {
  readonly code: string;
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export function matches(
  shortcut: Shortcut,
  stroke: Stroke,
  writing: boolean,
  before: string | null = null,
): boolean {
  if ((shortcut.after ?? null) !== before) return false;
  const mod = stroke.ctrlKey || stroke.metaKey;
  if (mod !== (shortcut.mod ?? false) || stroke.altKey !== (shortcut.alt ?? false)) return false;
  if (shortcut.key !== undefined) {
    return stroke.key === shortcut.key && (!writing || shortcut.key.length > 1);
  }
  return stroke.code === shortcut.code && !stroke.shiftKey;
}

export function find<Id extends string>(
  shortcuts: readonly Shortcut<Id>[],
  stroke: Stroke,
  writing: boolean,
  before: string | null = null,
): Id | null {
  return shortcuts.find((shortcut) => matches(shortcut, stroke, writing, before))?.id ?? null;
}

/** The character with which some shortcut begins, if this stroke is one. */
export function beginning(
  shortcuts: readonly Shortcut[],
  { key, altKey, ctrlKey, metaKey }: Stroke,
  writing: boolean,
): string | null {
  if (writing || altKey || ctrlKey || metaKey) return null;
  return shortcuts.some(({ after }) => after === key) ? key : null;
}

/** As it is printed on keys: ["Alt", "J"]. */
export function keysOf({ alt, mod, code, key, after }: Shortcut, mac: boolean): string[] {
  const keys = [];
  if (after) keys.push(after);
  if (mod) keys.push(mac ? "⌘" : "Ctrl");
  if (alt) keys.push(mac ? "⌥" : "Alt");
  keys.push(key === "Escape" ? "Esc" : (key ?? (code ?? "").replace(/^(?:Key|Digit)/u, "")));
  return keys;
}
