import { expect, it } from "vitest";
import type { OrderView } from "../wire/staff-care.ts";
import {
  attributeWords,
  dayWords,
  excerptOf,
  leewayWords,
  moneyWords,
  parcelWords,
  problemOfOrders,
} from "./staff-care-words.ts";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const PARCEL = {
  carrier: "DPD",
  tracking: "1",
  tracking_url: "",
  expected_on: "2026-11-25",
  delivered_at: null,
};

it("says amounts in their currency's own units", () => {
  expect(moneyWords({ minor: 12_950, currency: "GBP" })).toBe("£129.50");
  expect(moneyWords({ minor: 500, currency: "JPY" })).toMatch(/500$/);
  expect(moneyWords({ minor: 100, currency: "?" })).toBe("1 ?");
});

it("says where a parcel is", () => {
  expect(parcelWords({ shipment: PARCEL }, NOW)).toBe("DPD, expected 25 Nov");
  const delivered = { ...PARCEL, delivered_at: "2025-11-02T10:00:00Z" };
  expect(parcelWords({ shipment: delivered }, NOW)).toBe("DPD, delivered 2 Nov 2025");
  expect(parcelWords({ shipment: null }, NOW)).toBe("");
});

it("says what may still be done", () => {
  const order = { may_cancel: false, may_change: true } as OrderView;
  expect(leewayWords(order)).toBe("Can still be changed");
  expect(leewayWords({ ...order, may_change: false })).toBe("");
});

it("keeps lines short and values plain", () => {
  expect(excerptOf("a\n b")).toBe("a b");
  expect(excerptOf("x".repeat(99))).toHaveLength(80);
  expect(attributeWords(true)).toBe("yes");
  expect(attributeWords(3)).toBe("3");
  expect(dayWords("nonsense", NOW)).toBe("");
});

it("has words for every reason why there are no orders", () => {
  expect(problemOfOrders("not_verified")).toMatch(/confirmed/);
  expect(problemOfOrders("customer_unknown")).toBe(
    "The shop cannot show the orders: customer unknown.",
  );
});
