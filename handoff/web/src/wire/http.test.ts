import { afterEach, describe, expect, it, vi } from "vitest";
import { exchange, request } from "./http.ts";

interface Sent {
  readonly path: string;
  readonly init: RequestInit & { headers: Headers };
}

function serve(response: () => Response): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (path: string, init: Sent["init"]) => {
    sent.push({ path, init });
    return response();
  });
  return sent;
}

afterEach(() => vi.unstubAllGlobals());

describe("request", () => {
  it("sends JSON with what the call carries", async () => {
    const sent = serve(() => Response.json({ fine: true }));
    const call = { body: { a: 1 }, token: "t", csrf: "c", ifMatch: '"3"' };
    expect(await request("PUT", "/api/v1/articles/x", call)).toEqual({ fine: true });
    const { method, body, headers } = sent[0]?.init ?? {};
    expect([method, body]).toEqual(["PUT", '{"a":1}']);
    expect(Object.fromEntries(headers ?? [])).toEqual({
      accept: "application/json",
      authorization: "Bearer t",
      "content-type": "application/json",
      "if-match": '"3"',
      "x-csrf-token": "c",
    });
  });

  it("sends no more than it has", async () => {
    const sent = serve(() => new Response(null, { status: 204 }));
    expect(await request("POST", "/api/v1/logout")).toBeNull();
    expect(Object.fromEntries(sent[0]?.init.headers ?? [])).toEqual({ accept: "application/json" });
    expect(sent[0]?.init.body).toBeUndefined();
  });

  it("gives the answer's ETag to those who ask", async () => {
    serve(() => Response.json({ id: "x" }, { headers: { ETag: '"4"' } }));
    expect(await exchange("GET", "/x")).toEqual({ data: { id: "x" }, etag: '"4"' });
  });

  it.each([
    [409, { code: "revision_conflict", detail: "Somebody saved it." }, "revision_conflict"],
    [500, "<html>", "http_error"],
    [401, null, "not_authenticated"],
  ])("throws a problem for %d", async (status, body, code) => {
    serve(() => new Response(JSON.stringify(body), { status }));
    await expect(request("GET", "/x")).rejects.toMatchObject({ status, code });
  });

  it("throws a problem when nothing answers", async () => {
    vi.stubGlobal("fetch", async () => {
      throw new TypeError("fetch failed");
    });
    await expect(request("GET", "/x")).rejects.toMatchObject({ status: 0, code: "unreachable" });
  });
});
