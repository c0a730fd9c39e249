import { beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../wire/payloads.ts";
import { HttpProblem } from "../wire/problem.ts";
import type { SessionApi } from "../wire/staff-session.ts";
import { SessionKeeper } from "./staff-session.ts";

const MARA: Session = {
  id: "a1",
  name: "Mara",
  role: "agent",
  roles: ["agent"],
  email: "mara@shop.example",
  socket_token: "s",
  csrf_token: "c",
};

function problem(status: number, code: string): HttpProblem {
  return new HttpProblem({ status, code, title: code, detail: "" });
}

/** A server with one account; `fault` makes every call fail. */
class FakeApi implements SessionApi {
  signedIn = false;
  fault: HttpProblem | null = null;
  needsFactor = false;
  enrols = false;
  offers = false;

  async load(): Promise<Session> {
    if (this.fault) throw this.fault;
    if (!this.signedIn) throw problem(401, "not_authenticated");
    return MARA;
  }

  async signIn(_: string, password: string) {
    if (this.fault) throw this.fault;
    if (password !== "right") throw problem(401, "invalid_credentials");
    if (this.needsFactor) {
      const more = { pending_token: "p1", enrol: this.enrols };
      throw new HttpProblem({ ...problem(401, "second_factor_needed"), title: "", more });
    }
    this.signedIn = true;
    return { token: "t", role: MARA.role, name: MARA.name };
  }

  async enrol() {
    return { secret: "S", uri: "otpauth:", image: "data:" };
  }

  async showFactor(pending: string, code: string) {
    if (this.fault) throw this.fault;
    if (pending !== "p1") throw problem(401, "not_authenticated");
    if (code !== "123456") throw problem(401, "invalid_credentials");
    this.signedIn = true;
    const codes = this.enrols ? { recovery_codes: ["r1"] } : {};
    return { token: "t", role: MARA.role, name: MARA.name, ...codes };
  }

  async signOnOffer() {
    if (this.fault) throw this.fault;
    return { offered: this.offers, name: "Example" };
  }

  async signOut(csrf: string) {
    if (this.fault) throw this.fault;
    if (csrf !== MARA.csrf_token) throw problem(403, "not_allowed");
    this.signedIn = false;
    return null;
  }
}

describe("SessionKeeper", () => {
  let api: FakeApi;
  let keeper: SessionKeeper;
  beforeEach(() => {
    api = new FakeApi();
    keeper = new SessionKeeper(api);
  });

  it("asks for a sign-in when nobody is signed in", async () => {
    await keeper.check();
    expect(keeper.state.get()).toEqual({ phase: "out", session: null });
  });

  it("recognises the cookie of an earlier visit", async () => {
    api.signedIn = true;
    await keeper.check();
    expect(keeper.state.get()).toEqual({ phase: "in", session: MARA });
  });

  it("says that the server is away rather than asking for a password", async () => {
    api.fault = problem(0, "unreachable");
    await keeper.check();
    expect(keeper.state.get().phase).toBe("unreachable");
  });

  it("signs in, and tells why when it cannot", async () => {
    expect(await keeper.signIn("mara@shop.example", "wrong")).toMatch(/do not go together/);
    expect(await keeper.signIn("mara@shop.example", "right")).toBeNull();
    expect(keeper.state.get().session).toEqual(MARA);
  });

  it("asks for a code where one has to follow, and lets in with it", async () => {
    api.needsFactor = true;
    expect(await keeper.signIn("mara@shop.example", "right")).toBeNull();
    expect(keeper.factor.get()).toEqual({ step: "code" });
    expect(keeper.state.get().session).toBeNull();
    expect(await keeper.showFactor("999999")).toMatch(/code is wrong/);
    expect(keeper.factor.get()).toEqual({ step: "code" });
    expect(await keeper.showFactor("123456")).toBeNull();
    expect(keeper.factor.get()).toBeNull();
    expect(keeper.state.get().session).toEqual(MARA);
  });

  it("sets a second factor up and shows the recovery codes before it goes on", async () => {
    api.needsFactor = true;
    api.enrols = true;
    await keeper.signIn("mara@shop.example", "right");
    expect(keeper.factor.get()).toMatchObject({ step: "set up", enrolment: { secret: "S" } });
    await keeper.showFactor("123456");
    expect(keeper.factor.get()).toEqual({ step: "codes", codes: ["r1"] });
    expect(keeper.state.get().session).toBeNull();
    await keeper.finishFactor();
    expect(keeper.state.get().session).toEqual(MARA);
  });

  it("goes back to the password when the second step took too long", async () => {
    api.needsFactor = true;
    await keeper.signIn("mara@shop.example", "right");
    api.fault = problem(401, "not_authenticated");
    expect(await keeper.showFactor("123456")).toMatch(/session has ended/i);
    expect(keeper.factor.get()).toBeNull();
  });

  it("offers the company's own account only where there is one", async () => {
    expect(await keeper.signOnOffer()).toBeNull();
    api.offers = true;
    expect(await keeper.signOnOffer()).toEqual({ offered: true, name: "Example" });
    api.fault = problem(0, "unreachable");
    expect(await keeper.signOnOffer()).toBeNull();
  });

  it("keeps the person when the session ends, so that the page can stay", async () => {
    await keeper.signIn("mara@shop.example", "right");
    api.signedIn = false;
    await expect(keeper.fresh()).rejects.toThrow();
    expect(keeper.state.get()).toEqual({ phase: "out", session: MARA });
  });

  it("stays signed in through a short outage", async () => {
    await keeper.signIn("mara@shop.example", "right");
    api.fault = problem(0, "unreachable");
    await keeper.check();
    expect(keeper.state.get().phase).toBe("in");
  });

  it("signs out, and says so when that failed", async () => {
    await keeper.signIn("mara@shop.example", "right");
    api.fault = problem(0, "unreachable");
    expect(await keeper.signOut()).toMatch(/does not answer/);
    expect(keeper.state.get().phase).toBe("in");
    api.fault = null;
    expect(await keeper.signOut()).toBeNull();
    expect(keeper.state.get()).toEqual({ phase: "out", session: null });
  });
});
