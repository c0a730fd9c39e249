/** Numbers, times and names as people read them. */

export function clockTime(at: string | number, locale?: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return "";
  return time.toLocaleTimeString(locale, { hour: "2-digit", minute: "2-digit" });
}

/** "today" and "yesterday" are left to the caller's words; other days come written out. */
export function dayOf(
  at: string | number,
  now: number,
  locale?: string,
): "today" | "yesterday" | string {
  const day = startOfDay(new Date(at));
  const days = Math.round((startOfDay(new Date(now)) - day) / 86_400_000);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  return new Date(at).toLocaleDateString(locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
  });
}

/** A moment as it is said now: "14:05", "yesterday, 14:05", "Mon 3 Jan, 14:05". */
export function dayTime(at: string | number, now = Date.now(), locale?: string): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return "";
  const day = dayOf(at, now, locale);
  if (day === "today") return clockTime(at, locale);
  if (day === "yesterday") return `yesterday, ${clockTime(at, locale)}`;
  const year =
    time.getFullYear() === new Date(now).getFullYear() ? {} : { year: "numeric" as const };
  const date = time.toLocaleDateString(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...year,
  });
  return `${date}, ${clockTime(at, locale)}`;
}

/** "de" -> "German (de)"; what no browser knows stays as it is. */
export function languageName(locale: string, inLocale = "en"): string {
  try {
    const name = new Intl.DisplayNames([inLocale], { type: "language" }).of(locale);
    return name && name !== locale ? `${name} (${locale})` : locale;
  } catch {
    return locale;
  }
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

/** A short length of time: "20 s", "3 min", "2 h". */
export function shortSpan(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 3_600) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}

/** The size of a file: "812 bytes", "14 KB", "2.3 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 999_500
    ? `${Math.round(bytes / 1_000)} KB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
