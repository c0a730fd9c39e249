/** Who is signed in on this page. A session that ends never takes the page's unsaved work with it. */
import type { Session } from "../wire/payloads.ts";
import { HttpProblem } from "../wire/problem.ts";
import type { SessionApi } from "../wire/staff-session.ts";
import { problemWords } from "./staff-problems.ts";
import { createStore, type Readable, type Store } from "./store.ts";

export interface SessionState {
  readonly phase: "checking" | "out" | "in" | "unreachable";
  /** Kept when the session ends, so that the page stays as it is below the sign-in form. */
  readonly session: Session | null;
}

export class SessionKeeper {
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
