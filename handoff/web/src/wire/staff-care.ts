/** What an agent needs to care for one customer: who they are, what to answer, what to write in a few keys. */
import type { Person } from "./events.ts";
import { request } from "./http.ts";
import type { Status } from "./payloads.ts";
import type { Change } from "./staff-call.ts";

/** What a colleague who takes over has to know. */
export interface HandoverSummary {
  readonly wants: readonly string[];
  readonly details: Readonly<Record<string, string>>;
  readonly open_question: string | null;
  /** Titles of the articles that the bot showed. */
  readonly shown: readonly string[];
  /** What the bot did for the customer, in words. */
  readonly performed: readonly string[];
  readonly mood: { readonly words: string; readonly curve: readonly number[] };
  readonly why: readonly string[];
}

export type Attribute = string | number | boolean;

export interface CustomerProfile {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** The shop itself vouches for who this is. */
  readonly verified: boolean;
  readonly locale: string | null;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly page_url: string | null;
  readonly first_seen: string;
}

export interface EarlierConversation {
  readonly conversation_id: string;
  readonly status: Status;
  readonly last_message: { readonly text: string } | null;
  readonly at: string;
}

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export interface OrderView {
  readonly number: string;
  readonly placed_at: string;
  readonly status: string;
  readonly lines: readonly {
    readonly id: string;
    readonly product: string;
    readonly variant: string;
    readonly quantity: number;
    readonly returned: number;
  }[];
  readonly total: Money;
  readonly shipment: {
    readonly carrier: string;
    readonly tracking: string;
    readonly tracking_url: string;
    readonly expected_on: string | null;
    readonly delivered_at: string | null;
  } | null;
  readonly may_cancel: boolean;
  readonly may_change: boolean;
}

export interface CustomerPanel {
  readonly customer: CustomerProfile;
  readonly conversations: readonly EarlierConversation[];
  /** What the shop's own records say. */
  readonly member: {
    readonly tier: string;
    readonly points: number;
    readonly since: string;
  } | null;
  readonly orders: readonly OrderView[] | null;
  /** Why there are no orders: "not_verified", or what is wrong with the shop. */
  readonly problem: string | null;
}

export type Scope = "everyone" | "mine";

export interface CannedText {
  readonly shortcut: string;
  readonly text: string;
  readonly scope: Scope;
}

export interface CannedReply extends CannedText {
  readonly id: string;
}

export interface CannedShelf {
  readonly replies: readonly CannedReply[];
  /** What the placeholder {shop} stands for. */
  readonly shop: string;
}

/** A published article that may answer a question. */
export interface ArticleHit {
  readonly article_id: string;
  readonly title: string;
  readonly passage: string;
  readonly probability: number;
}

/** One note that names this agent and was not looked at yet. */
export interface MentionLine {
  readonly conversation_id: string;
  readonly seq: number;
  readonly at: string;
}

export interface Verdict {
  readonly question: string;
  readonly article_id: string;
  readonly right: boolean;
}

export interface CareApi {
  handover(conversationId: string): Promise<HandoverSummary>;
  customer(conversationId: string): Promise<CustomerPanel>;
  search(question: string): Promise<readonly ArticleHit[]>;
  judge(verdict: Verdict): Promise<void>;
  canned(): Promise<CannedShelf>;
  addCanned(reply: CannedText): Promise<CannedReply>;
  changeCanned(id: string, reply: CannedText): Promise<CannedReply>;
  removeCanned(id: string): Promise<void>;
  colleagues(): Promise<readonly Person[]>;
}

const V1 = "/api/v1";
const CANNED = `${V1}/canned-replies`;
const SUGGESTED = 3;

export function careApi(change: Change): CareApi {
  const of = (id: string) => `${V1}/conversations/${encodeURIComponent(id)}`;
  const one = (id: string) => `${CANNED}/${encodeURIComponent(id)}`;
  return {
    handover: (id) => request("GET", `${of(id)}/handover`),
    customer: (id) => request("GET", `${of(id)}/customer`),
    search: async (query) => {
      const body = { query, limit: SUGGESTED };
      return (await change<{ hits: ArticleHit[] }>("POST", `${V1}/search`, { body })).hits;
    },
    judge: async (body) => void (await change("POST", `${V1}/feedback`, { body })),
    canned: () => request("GET", CANNED),
    addCanned: (body) => change("POST", CANNED, { body }),
    changeCanned: (id, body) => change("PUT", one(id), { body }),
    removeCanned: async (id) => void (await change("DELETE", one(id))),
    colleagues: async () =>
      (await request<{ colleagues: Person[] }>("GET", `${V1}/colleagues`)).colleagues,
  };
}
