/** Who the customer is to the server: made on first opening, kept for the next page. */
import { type KeyValue, readJson } from "../model/storage.ts";
import { request } from "../wire/http.ts";
import type { Visitor } from "../wire/payloads.ts";
import { HttpProblem } from "../wire/problem.ts";

const KEY = "visitor";

export interface Introduction {
  readonly locale: string;
  readonly page_url: string;
}

export class Visitors {
  readonly #storage: KeyValue;
  readonly #introduction: Introduction;
  readonly #onFault: (problem: HttpProblem) => void;
  #making: Promise<Visitor> | null = null;
  #identityToken: string | null = null;

  /** `onFault` hears of an identity that the server did not accept. */
  constructor(
    storage: KeyValue,
    introduction: Introduction,
    onFault: (problem: HttpProblem) => void = () => {},
  ) {
    this.#storage = storage;
    this.#onFault = onFault;
    this.#introduction = introduction;
  }

  get known(): Visitor | null {
    const value = readJson(this.#storage, KEY) as Partial<Visitor> | null;
    return value?.token && value.conversation_id ? (value as Visitor) : null;
  }

  /** The visitor of this browser; two callers at once make one visitor. */
  async get(): Promise<Visitor> {
    const known = this.known;
    if (known) return known;
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  /** The shop says who this is; the next visitor is made with its word. */
  identify(token: string): void {
    this.#identityToken = token;
    this.forget();
  }

  forget(): void {
    this.#storage.remove(KEY);
  }

  logout(): void {
    this.#identityToken = null;
    for (const key of this.#storage.keys()) this.#storage.remove(key);
  }

  async #make(): Promise<Visitor> {
    const identity = this.#identityToken ? { identity_token: this.#identityToken } : {};
    const body = { ...this.#introduction, ...identity };
    const visitor = await request<Visitor>("POST", "/api/v1/visitors", { body }).catch(
      (problem: unknown) => this.#anonymous(problem),
    );
    this.#storage.set(KEY, JSON.stringify(visitor));
    return visitor;
  }

  /** Without a valid word from the shop the customer is served as a stranger. */
  async #anonymous(problem: unknown): Promise<Visitor> {
    const rejected = problem instanceof HttpProblem && problem.code === "invalid_identity";
    if (!rejected) throw problem;
    this.#identityToken = null;
    this.#onFault(problem);
    return request<Visitor>("POST", "/api/v1/visitors", { body: this.#introduction });
  }
}
