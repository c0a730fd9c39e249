/** What the people page works with: the calls, and saying how they went. */
import { systemClock } from "../model/clock.ts";
import { Latest } from "../model/staff-latest.ts";
import { problemWords } from "../model/staff-problems.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { HttpProblem } from "../wire/problem.ts";
import { changes } from "../wire/staff-call.ts";
import {
  type AuditFilter,
  type AuditPage,
  type Invitation,
  type OpenSession,
  PeopleApi,
  type Person,
} from "../wire/staff-people.ts";
import { type Webhook, WebhooksApi } from "../wire/staff-webhooks.ts";

/** Who is signed in and gets a code or the password wrong is told just that. */
export function accountWords(problem: unknown): string {
  const wrong = problem instanceof HttpProblem && problem.code === "invalid_credentials";
  return wrong ? problem.detail : problemWords(problem);
}

export interface Roster {
  readonly people: readonly Person[];
  readonly invitations: readonly Invitation[];
}

export class PeopleDesk {
  readonly api: PeopleApi;
  readonly webhooksApi: WebhooksApi;
  readonly roster: Latest<null, Roster>;
  readonly sessions: Latest<null, readonly OpenSession[]>;
  readonly audit: Latest<AuditFilter, AuditPage>;
  readonly webhooks: Latest<null, readonly Webhook[]>;
  readonly #toasts: Toasts;

  constructor(keeper: SessionKeeper, toasts: Toasts) {
    const change = changes(() => keeper.csrf);
    const api = new PeopleApi(change);
    const hooks = new WebhooksApi(change);
    this.api = api;
    this.webhooksApi = hooks;
    this.#toasts = toasts;
    this.roster = new Latest(systemClock, async () => ({
      ...(await api.people()),
      ...(await api.invitations()),
    }));
    this.sessions = new Latest(systemClock, async () => (await api.sessions()).sessions);
    this.audit = new Latest(systemClock, (filter) => api.audit(filter));
    this.webhooks = new Latest(systemClock, () => hooks.all());
  }

  /** Sends a test to a webhook and says how it was taken. */
  async ping(webhookId: string): Promise<void> {
    try {
      const { delivered, problem } = await this.webhooksApi.ping(webhookId);
      if (delivered) this.#toasts.good("The test was taken.");
      else this.#toasts.bad(`The test was not taken. ${problem ?? ""}`.trim());
    } catch (problem) {
      this.#toasts.bad(accountWords(problem));
    }
  }

  /** Does something and says how it went; null when it failed. */
  async attempt<T>(act: Promise<T>, done: string): Promise<T | null> {
    try {
      const result = await act;
      this.#toasts.good(done);
      return result;
    } catch (problem) {
      this.#toasts.bad(accountWords(problem));
      return null;
    }
  }
}
