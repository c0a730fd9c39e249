/** Signing staff in and out. The cookie is the browser's; this side only ever sees the two short tokens. */
import { request } from "./http.ts";
import type { Session, SignIn } from "./payloads.ts";

/** What goes into an authenticator; `image` is the same as a picture that a phone can read. */
export interface Enrolment {
  readonly secret: string;
  readonly uri: string;
  readonly image: string;
}

export interface SignOnOffer {
  readonly offered: boolean;
  readonly name: string;
}

export interface SessionApi {
  /** Fails with `not_authenticated` when nobody is signed in. */
  load(): Promise<Session>;
  /** Fails with `second_factor_needed` when a code has to follow. */
  signIn(email: string, password: string): Promise<SignIn>;
  enrol(pending: string): Promise<Enrolment>;
  showFactor(pending: string, code: string): Promise<SignIn>;
  signOnOffer(): Promise<SignOnOffer>;
  signOut(csrf: string): Promise<unknown>;
}

export const sessionApi: SessionApi = {
  load: () => request("GET", "/api/v1/session"),
  signIn: (email, password) => request("POST", "/api/v1/login", { body: { email, password } }),
  enrol: (pending) => request("POST", "/api/v1/login/enrol", { body: { pending_token: pending } }),
  showFactor: (pending, code) =>
    request("POST", "/api/v1/login/second-factor", { body: { pending_token: pending, code } }),
  signOnOffer: () => request("GET", "/api/v1/sign-on"),
  signOut: (csrf) => request("POST", "/api/v1/logout", { csrf }),
};
