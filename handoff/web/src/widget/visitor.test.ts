import { afterEach, describe, expect, it, vi } from "vitest";
import { memoryStorage } from "../model/storage.ts";
import { Visitors } from "./visitor.ts";

const INTRODUCTION = { locale: "en-GB", page_url: "https://shop.example/" };

function serve(): Record<string, unknown>[] {
  const bodies: Record<string, unknown>[] = [];
  vi.stubGlobal("fetch", async (_path: string, init: { body: string }) => {
    bodies.push(JSON.parse(init.body));
    const visitor = { token: `t${bodies.length}`, conversation_id: "c1", customer: { id: "u1" } };
    return new Response(JSON.stringify(visitor), { status: 201 });
  });
  return bodies;
}

afterEach(() => vi.unstubAllGlobals());

describe("Visitors", () => {
  it("makes one visitor, however many ask at once, and keeps it", async () => {
    const bodies = serve();
    const storage = memoryStorage();
    const visitors = new Visitors(storage, INTRODUCTION);
    expect(visitors.known).toBeNull();
    const made = await Promise.all([visitors.get(), visitors.get()]);
    expect(made.map(({ token }) => token)).toEqual(["t1", "t1"]);
    expect(bodies).toEqual([INTRODUCTION]);
    expect((await new Visitors(storage, INTRODUCTION).get()).token).toBe("t1");
  });

  it("takes the shop's word for who it is", async () => {
    const bodies = serve();
    const visitors = new Visitors(memoryStorage(), INTRODUCTION);
    await visitors.get();
    visitors.identify("signed");
    expect((await visitors.get()).token).toBe("t2");
    expect(bodies.at(-1)).toEqual({ ...INTRODUCTION, identity_token: "signed" });
  });

  it("serves a stranger when the server does not take the shop's word", async () => {
    const faults: string[] = [];
    vi.stubGlobal("fetch", async (_path: string, init: { body: string }) => {
      const known = "identity_token" in JSON.parse(init.body);
      const problem = { code: "invalid_identity", detail: "The signature does not fit." };
      const visitor = { token: "t1", conversation_id: "c1", customer: { id: "u1" } };
      return new Response(JSON.stringify(known ? problem : visitor), { status: known ? 401 : 201 });
    });
    const visitors = new Visitors(memoryStorage(), INTRODUCTION, ({ code }) => faults.push(code));
    visitors.identify("forged");
    expect((await visitors.get()).token).toBe("t1");
    expect(faults).toEqual(["invalid_identity"]);
  });

  it("leaves nothing behind on logout", async () => {
    const bodies = serve();
    const storage = memoryStorage({ draft: "half a thought" });
    const visitors = new Visitors(storage, INTRODUCTION);
    visitors.identify("signed");
    await visitors.get();
    visitors.logout();
    expect(storage.keys()).toEqual([]);
    await visitors.get();
    expect(bodies.at(-1)).toEqual(INTRODUCTION);
  });
});
