/** What the agents' workplace reads besides conversations: teams, flows, colleagues, offers, search. */
import type { Author, Person } from "./events.ts";
import { request } from "./http.ts";
import type { Status, Summary } from "./payloads.ts";
import { query } from "./staff-call.ts";

export type { OfferSignal, ViewingSignal } from "./generated.ts";

export interface TeamLine {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly default?: boolean;
}

/** A job that the bot may begin with, and the words by which a customer would ask for it. */
export interface FlowLine {
  readonly id: string;
  readonly opening: string;
}

export interface Colleague extends Person {
  readonly status: "online" | "away";
  readonly capacity: number;
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface SearchResult {
  readonly conversation_id: string;
  readonly seq: number;
  readonly at: string;
  readonly author: Author | "note";
  readonly name: string | null;
  readonly pieces: readonly Piece[];
  readonly conversation: Summary;
}

export interface SearchPage {
  readonly results: readonly SearchResult[];
  /** Conversations with customers who are called so. */
  readonly customers: readonly Summary[];
  readonly next: number | null;
}

export interface WorkplaceApi {
  teams(): Promise<readonly TeamLine[]>;
  flows(): Promise<readonly FlowLine[]>;
  search(words: string, before?: number): Promise<SearchPage>;
  /** Conversations that changed before a moment, newest first. */
  older(status: Status, before: string): Promise<readonly Summary[]>;
}

const V1 = "/api/v1";

export const workplaceApi: WorkplaceApi = {
  teams: async () => (await request<{ teams: TeamLine[] }>("GET", `${V1}/teams`)).teams,
  flows: async () => (await request<{ flows: FlowLine[] }>("GET", `${V1}/flows`)).flows,
  search: (words, before) =>
    request("GET", query(`${V1}/conversations/search`, { q: words, before: before ?? null })),
  older: async (status, before) => {
    const path = query(`${V1}/conversations`, { status, before, limit: 200 });
    return (await request<{ conversations: Summary[] }>("GET", path)).conversations;
  },
};
