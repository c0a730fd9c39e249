/** Who is signed in on this page. A session that ends never takes the page's unsaved work with it. */
import type { Session } from "../wire/payloads.ts";
import { HttpProblem } from "../wire/problem.ts";
import type { Enrolment, SessionApi, SignOnOffer } from "../wire/staff-session.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface SessionState {
  readonly phase: "checking" | "out" | "in" | "unreachable";
  /** Kept when the session ends, so that the page stays as it is below the sign-in form. */
  readonly session: Session | null;
}

/** What is left of a sign-in whose password was right. */
export type Factor =
  | { readonly step: "code" }
  | { readonly step: "set up"; readonly enrolment: Enrolment }
  | { readonly step: "codes"; readonly codes: readonly string[] };

const WRONG_CODE = "This code is wrong or was used before. Wait for the next one and try again.";

export class SessionKeeper {
  readonly #factor: Store<Factor | null> = createStore<Factor | null>(null);
  #pending = "";
  readonly #state: Store<SessionState> = createStore<SessionState>({
    phase: "checking",
    session: null,
  });
  readonly #api: SessionApi;

  constructor(api: SessionApi) {
    this.#api = api;
  }

  get state(): Readable<SessionState> {
    return this.#state;
  }

  /** Null unless a code has to follow the password. */
  get factor(): Readable<Factor | null> {
    return this.#factor;
  }

  get csrf(): string {
    return this.#state.get().session?.csrf_token ?? "";
  }

  /** Asks the server who is signed in, and says so through `state`; never fails. */
  async check(): Promise<void> {
    try {
      await this.fresh();
    } catch {
      this.#state.update((state) =>
        state.phase === "checking" ? { ...state, phase: "unreachable" } : state,
      );
    }
  }

  /** A session with tokens that are valid now, for opening a socket. */
  async fresh(): Promise<Session> {
    try {
      const session = await this.#api.load();
      this.#state.set({ phase: "in", session });
      return session;
    } catch (problem) {
      if (problem instanceof HttpProblem && problem.status === 401) this.expired();
      throw problem;
    }
  }

  /** The server no longer knows this session. */
  expired(): void {
    this.#state.update((state) => ({ ...state, phase: "out" }));
  }

  /** Null when it worked, else words for the person who tried. */
  async signIn(email: string, password: string): Promise<string | null> {
    try {
      await this.#api.signIn(email, password);
      await this.fresh();
      return null;
    } catch (problem) {
      return this.#needsFactor(problem) ? this.#beginFactor(problem) : problemWords(problem);
    }
  }

  /** The second step of a sign-in. Null when it worked, else words. */
  async showFactor(code: string): Promise<string | null> {
    try {
      const { recovery_codes: codes } = await this.#api.showFactor(this.#pending, code);
      if (codes) this.#factor.set({ step: "codes", codes });
      else await this.finishFactor();
      return null;
    } catch (problem) {
      const wrong = problem instanceof HttpProblem && problem.code === "invalid_credentials";
      if (!wrong && problem instanceof HttpProblem && problem.status === 401) this.leaveFactor();
      return wrong ? WRONG_CODE : problemWords(problem);
    }
  }

  /** The recovery codes were kept, or there are none to keep. */
  async finishFactor(): Promise<void> {
    await this.fresh();
    this.leaveFactor();
  }

  /** Back to the password. */
  leaveFactor(): void {
    this.#pending = "";
    this.#factor.set(null);
  }

  /** Whether one can sign in with the company's own account; never fails. */
  async signOnOffer(): Promise<SignOnOffer | null> {
    try {
      const offer = await this.#api.signOnOffer();
      return offer.offered ? offer : null;
    } catch {
      return null;
    }
  }

  #needsFactor(problem: unknown): problem is HttpProblem {
    return problem instanceof HttpProblem && problem.code === "second_factor_needed";
  }

  async #beginFactor({ more }: HttpProblem): Promise<string | null> {
    this.#pending = String(more["pending_token"]);
    try {
      this.#factor.set(
        more["enrol"] === true
          ? { step: "set up", enrolment: await this.#api.enrol(this.#pending) }
          : { step: "code" },
      );
      return null;
    } catch (problem) {
      return problemWords(problem);
    }
  }

  /** Null when it worked; when it did not, the person is still signed in and must know. */
  async signOut(): Promise<string | null> {
    try {
      await this.#api.signOut(this.csrf);
    } catch (problem) {
      if (!(problem instanceof HttpProblem) || problem.status !== 401) return problemWords(problem);
    }
    this.#state.set({ phase: "out", session: null });
    return null;
  }
}
