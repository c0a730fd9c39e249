/** Webhooks: which programs hear of what happens, and what went to them. */
import { request } from "./http.ts";
import { type Change, query } from "./staff-call.ts";

export interface WebhookWish {
  readonly url: string;
  /** Types of stored events; "*" stands for all. */
  readonly types: readonly string[];
  /** Gets private notes and the evidence behind the bot's decisions too. */
  readonly internal: boolean;
  readonly active: boolean;
}

export interface Webhook extends WebhookWish {
  readonly id: string;
  /** Why the service stopped it. */
  readonly note: string | null;
  readonly created_at: string;
  readonly failing_since: string | null;
}

/** The secret is told when it is made, and never again. */
export interface AddedWebhook extends Webhook {
  readonly secret: string;
}

export type DeliveryState = "sent" | "waiting" | "given_up";

export interface Delivery {
  readonly id: string;
  readonly conversation_id: string;
  readonly seq: number;
  readonly type: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly created_at: string;
  readonly next_at: string | null;
  readonly sent_at: string | null;
  readonly failure: string | null;
}

export interface Ping {
  readonly delivered: boolean;
  readonly problem: string | null;
}

const WEBHOOKS = "/api/v1/webhooks";
const one = (id: string) => `${WEBHOOKS}/${encodeURIComponent(id)}`;
const SHOWN = 50;

export class WebhooksApi {
  readonly #change: Change;

  constructor(change: Change) {
    this.#change = change;
  }

  all = async () => (await request<{ webhooks: Webhook[] }>("GET", WEBHOOKS)).webhooks;
  add = (wish: WebhookWish) => this.#change<AddedWebhook>("POST", WEBHOOKS, { body: wish });
  change = (id: string, wish: WebhookWish) => this.#change<Webhook>("PUT", one(id), { body: wish });
  /** The old secret is void at once. */
  renew = (id: string, wish: WebhookWish) =>
    this.#change<AddedWebhook>("PUT", one(id), { body: { ...wish, new_secret: true } });
  remove = (id: string) => this.#change("DELETE", one(id));
  ping = (id: string) => this.#change<Ping>("POST", `${one(id)}/test`);
  deliveries = async (id: string) =>
    (
      await request<{ deliveries: Delivery[] }>(
        "GET",
        query(`${one(id)}/deliveries`, { limit: SHOWN }),
      )
    ).deliveries;
  again = (id: string, deliveryId: string) =>
    this.#change("POST", `${one(id)}/deliveries/${encodeURIComponent(deliveryId)}/again`);
}
