/** Who works here, what they did, and one's own account. */
import { request } from "./http.ts";
import type { Role } from "./payloads.ts";
import { type Change, query } from "./staff-call.ts";
import type { Enrolment } from "./staff-session.ts";

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly may_override: boolean;
  readonly second_factor: boolean;
}

export interface Invitation {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expires_at: string;
}

export interface Invited {
  readonly invitation: Invitation;
  readonly link: string;
  readonly mailed: boolean;
}

export interface OpenSession {
  readonly id: string;
  readonly created_at: string;
  readonly seen_at: string;
  readonly address: string | null;
  readonly program: string | null;
  readonly method: string;
  readonly here: boolean;
}

export interface AuditEntry {
  readonly id: number;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string };
  readonly action: string;
  readonly target: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditPage {
  readonly entries: readonly AuditEntry[];
  readonly actions: readonly string[];
  readonly before: number | null;
}

export interface AuditFilter {
  readonly actor: string;
  readonly action: string;
  readonly after: string;
}

const PEOPLE = "/api/v1/people";
const ACCOUNT = "/api/v1/account";
const one = (id: string) => `${PEOPLE}/${encodeURIComponent(id)}`;

export class PeopleApi {
  readonly #change: Change;

  constructor(change: Change) {
    this.#change = change;
  }

  people = () => request<{ people: Person[] }>("GET", PEOPLE);
  invitations = () => request<{ invitations: Invitation[] }>("GET", `${PEOPLE}/invitations`);
  invite = (email: string, role: Role) =>
    this.#change<Invited>("POST", `${PEOPLE}/invitations`, { body: { email, role } });
  revoke = (id: string) =>
    this.#change("DELETE", `${PEOPLE}/invitations/${encodeURIComponent(id)}`);
  update = (id: string, wish: { roles?: readonly Role[]; active?: boolean }) =>
    this.#change<Person>("PUT", one(id), { body: wish });
  resetFactor = (id: string) => this.#change("DELETE", `${one(id)}/second-factor`);
  endSessionsOf = (id: string) => this.#change("DELETE", `${one(id)}/sessions`);

  sessions = () => request<{ sessions: OpenSession[] }>("GET", `${ACCOUNT}/sessions`);
  endSession = (id: string) =>
    this.#change("DELETE", `${ACCOUNT}/sessions/${encodeURIComponent(id)}`);
  endOthers = () => this.#change<{ ended: number }>("DELETE", `${ACCOUNT}/sessions`);
  changePassword = (current: string, fresh: string) =>
    this.#change("PUT", `${ACCOUNT}/password`, { body: { current, new: fresh } });
  beginFactor = () => this.#change<Enrolment>("POST", `${ACCOUNT}/second-factor`);
  confirmFactor = (code: string) =>
    this.#change<{ recovery_codes: string[] }>("PUT", `${ACCOUNT}/second-factor`, {
      body: { code },
    });
  removeFactor = (code: string) =>
    this.#change("POST", `${ACCOUNT}/second-factor/remove`, { body: { code } });

  audit = (filter: AuditFilter, before: number | null = null) =>
    request<AuditPage>("GET", query("/api/v1/audit", { ...filter, before }));
}

export const auditExport = (filter: AuditFilter) => query("/api/v1/audit/export", { ...filter });

/** For those who hold the link of an invitation. */
export const joinApi = {
  look: (token: string) =>
    request<{ email: string; role: Role }>("POST", "/api/v1/join/look", { body: { token } }),
  join: (token: string, name: string, password: string) =>
    request<{ email: string }>("POST", "/api/v1/join", { body: { token, name, password } }),
};
