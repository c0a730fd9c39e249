/** Webhooks in words: what one hears, how it stands, and how its deliveries went. */
import { STORED } from "../wire/generated.ts";
import type { Delivery, DeliveryState, Webhook, WebhookWish } from "../wire/staff-webhooks.ts";

export const EVERYTHING = "*";
const NOTES = "note_posted";

/** The types of events that a webhook may hear; notes only for one that is internal. */
export function offeredTypes(internal: boolean): readonly string[] {
  return STORED.filter((type) => internal || type !== NOTES);
}

/** What the form says as the service takes it; nothing chosen means everything. */
export function wishOf(url: string, chosen: ReadonlySet<string>, internal: boolean): WebhookWish {
  const types = offeredTypes(internal).filter((type) => chosen.has(type));
  const all = types.length === 0 ? [EVERYTHING] : types;
  return { url: url.trim(), types: all, internal, active: true };
}

/** The same webhook, going on or paused. */
export function turned({ url, types, internal }: Webhook, active: boolean): WebhookWish {
  return { url, types, internal, active };
}

export function typeWords(type: string): string {
  return type === EVERYTHING ? "everything" : type.replaceAll("_", " ");
}

export interface Standing {
  readonly words: string;
  readonly tone: "accent" | "warn" | "danger" | "plain";
}

export function standingOf({ active, note, failing_since }: Webhook): Standing {
  if (!active) {
    return note === null
      ? { words: "Paused", tone: "plain" }
      : { words: "Switched off", tone: "danger" };
  }
  return failing_since === null
    ? { words: "Active", tone: "accent" }
    : { words: "Failing", tone: "warn" };
}

const STATES: Readonly<Record<DeliveryState, Standing>> = {
  sent: { words: "Sent", tone: "accent" },
  waiting: { words: "Waiting", tone: "warn" },
  given_up: { words: "Given up", tone: "danger" },
};

export function stateOf({ state }: Delivery): Standing {
  return STATES[state];
}

export function attemptsWords({ attempts }: Delivery): string {
  if (attempts === 0) return "not tried yet";
  return attempts === 1 ? "1 attempt" : `${attempts} attempts`;
}
