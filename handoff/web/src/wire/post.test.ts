import { afterEach, describe, expect, it, vi } from "vitest";
import { postMessage } from "./post.ts";

const WORDS = { client_id: "k1", text: "hello" };

function serve(status: number, body: unknown) {
  const calls: { path: string; init: RequestInit }[] = [];
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    calls.push({ path, init });
    return new Response(JSON.stringify(body), { status });
  });
  return calls;
}

afterEach(() => vi.unstubAllGlobals());

describe("postMessage", () => {
  it("sends the words and gives the acknowledgement", async () => {
    const calls = serve(201, { seq: 3, message_id: "c1.3" });
    const ack = await postMessage("c 1", WORDS, { token: "t1" });
    expect(ack).toEqual({ ok: true, seq: 3, message_id: "c1.3" });
    expect(calls[0]?.path).toBe("/api/v1/conversations/c%201/messages");
    expect(JSON.parse(String(calls[0]?.init.body))).toEqual(WORDS);
  });

  it("gives a refusal as a refusal", async () => {
    serve(409, { code: "not_owner", detail: "Bo owns this conversation." });
    expect(await postMessage("c1", WORDS, { csrf: "x" })).toEqual({
      ok: false,
      error: { code: "not_owner", message: "Bo owns this conversation." },
    });
  });

  it("rejects when nobody answered", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("no network");
    });
    await expect(postMessage("c1", WORDS, {})).rejects.toMatchObject({ code: "unreachable" });
  });
});
