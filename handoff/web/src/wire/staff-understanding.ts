/** How well the dialogue understands, and the phrasings that people teach it. */
import { request } from "./http.ts";
import type { Change } from "./staff-call.ts";

export interface Phrasing {
  readonly intent: string;
  readonly text: string;
}

export interface IntentFigures {
  readonly intent: string;
  readonly phrasings: number;
  readonly f1: number;
}

export interface Confusion {
  readonly text: string;
  readonly intended: string;
  readonly understood: string;
  readonly probability: number;
}

/** The last training's cross-validation; without figures before the first one. */
export interface Understanding {
  readonly as_of: string | null;
  readonly accuracy: number | null;
  /** Mix-ups that lead to the same place counted as understood. */
  readonly outcome_accuracy: number | null;
  readonly macro_f1: number | null;
  readonly intents: readonly IntentFigures[];
  /** The most harmful first. */
  readonly confusions: readonly Confusion[];
  /** What people added; counts from the next training on. */
  readonly added: readonly Phrasing[];
}

export interface UnderstandingApi {
  load(): Promise<Understanding>;
  add(phrasing: Phrasing): Promise<Phrasing>;
  remove(phrasing: Phrasing): Promise<unknown>;
}

const ROOT = "/api/v1/understanding";

export function understandingApi(change: Change): UnderstandingApi {
  return {
    load: () => request("GET", ROOT),
    add: (body) => change("POST", `${ROOT}/phrasings`, { body }),
    remove: (body) => change("DELETE", `${ROOT}/phrasings`, { body }),
  };
}
