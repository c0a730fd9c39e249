/** The words an agent reads about a customer and their orders. */
import type { Attribute, Money, OrderView } from "../wire/staff-care.ts";
import { humanised } from "./staff-words.ts";

const LONGEST_EXCERPT = 80;

/** The beginning of a text on one line. */
export function excerptOf(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ").trim();
  return line.length <= LONGEST_EXCERPT ? line : `${line.slice(0, LONGEST_EXCERPT - 1).trim()}…`;
}

export function moneyWords({ minor, currency }: Money, locale = "en-GB"): string {
  try {
    const format = new Intl.NumberFormat(locale, { style: "currency", currency });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    return format.format(minor / 10 ** digits);
  } catch {
    return `${minor / 100} ${currency}`;
  }
}

/** A day as it is said: "3 Nov", with the year when it is another one. */
export function dayWords(at: string, now: number): string {
  const day = new Date(at);
  if (Number.isNaN(day.getTime())) return "";
  const sameYear = day.getFullYear() === new Date(now).getFullYear();
  const year = sameYear ? {} : { year: "numeric" as const };
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "short", ...year });
}

export type OrderTone = "plain" | "accent" | "warn";

const TONES: Readonly<Record<string, OrderTone>> = {
  placed: "accent",
  packed: "accent",
  shipped: "accent",
  cancelled: "warn",
  returned: "warn",
};

export function orderTone(status: string): OrderTone {
  return TONES[status] ?? "plain";
}

/** Where the parcel is: "DPD, expected 3 Nov", "DPD, delivered 1 Nov". */
export function parcelWords({ shipment }: Pick<OrderView, "shipment">, now: number): string {
  if (!shipment) return "";
  const { carrier, delivered_at, expected_on } = shipment;
  if (delivered_at) return `${carrier}, delivered ${dayWords(delivered_at, now)}`;
  return expected_on ? `${carrier}, expected ${dayWords(expected_on, now)}` : carrier;
}

/** What may still be done with an order. */
export function leewayWords({ may_cancel, may_change }: OrderView): string {
  if (may_cancel && may_change) return "Can still be changed or cancelled";
  if (may_cancel) return "Can still be cancelled";
  return may_change ? "Can still be changed" : "";
}

export function attributeWords(value: Attribute): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return String(value);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  not_verified:
    "Orders are shown once the shop has confirmed who this is. The customer can sign in there, then write again.",
  commerce_unavailable: "The shop does not answer just now, so its orders cannot be shown.",
};

export function problemOfOrders(code: string): string {
  return PROBLEMS[code] ?? `The shop cannot show the orders: ${humanised(code).toLowerCase()}.`;
}
