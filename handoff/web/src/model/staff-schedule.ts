/** When an article goes live by itself: the field's local time, and the moment it means. */

const MINUTE_MS = 60_000;

/** A moment as a `datetime-local` field wants it, in the editor's own zone. */
export function toField(at: number): string {
  const time = new Date(at);
  const local = new Date(at - time.getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, 16);
}

/** The moment that a `datetime-local` field means, or why it cannot be one. */
export function fromField(
  value: string,
  now: number,
): { readonly at: string } | { readonly problem: string } {
  const moment = value === "" ? Number.NaN : new Date(value).getTime();
  if (Number.isNaN(moment)) return { problem: "Choose a day and a time." };
  if (moment <= now) return { problem: "This time has passed. Choose a later one." };
  return { at: new Date(moment).toISOString() };
}

/** The next full hour at least half an hour away: a time that can be taken as it is. */
export function nextGoodTime(now: number): number {
  const hour = 60 * MINUTE_MS;
  return Math.ceil((now + hour / 2) / hour) * hour;
}
