/** Signing staff in and out. The cookie is the browser's; this side only ever sees the two short tokens. */
import { request } from "./http.ts";
import type { Session, SignIn } from "./payloads.ts";

export interface SessionApi {
  /** Fails with `not_authenticated` when nobody is signed in. */
  load(): Promise<Session>;
  signIn(email: string, password: string): Promise<SignIn>;
  signOut(csrf: string): Promise<unknown>;
}

export const sessionApi: SessionApi = {
  load: () => request("GET", "/api/v1/session"),
  signIn: (email, password) => request("POST", "/api/v1/login", { body: { email, password } }),
  signOut: (csrf) => request("POST", "/api/v1/logout", { csrf }),
};
