import { afterEach, describe, expect, it, vi } from "vitest";
import { fetchFile, uploadFile } from "./files.ts";

/** A request that answers when it is told to. */
class Call extends EventTarget {
  static last: Call;
  readonly headers = new Map<string, string>();
  readonly upload: { onprogress?: (progress: { loaded: number; total: number }) => void } = {};
  path = "";
  sent: unknown = null;
  status = 0;
  responseText = "";
  onload = () => {};

  constructor() {
    super();
    Call.last = this;
  }

  open(_: string, path: string): void {
    this.path = path;
  }

  setRequestHeader(name: string, value: string): void {
    this.headers.set(name, value);
  }

  send(body: unknown): void {
    this.sent = body;
  }

  abort(): void {
    this.dispatchEvent(new Event("abort"));
  }

  answer(status: number, body: unknown): void {
    this.status = status;
    this.responseText = JSON.stringify(body);
    this.onload();
  }
}

function begin(proof = {}) {
  vi.stubGlobal("XMLHttpRequest", Call);
  const shares: number[] = [];
  const [file, giveUp] = [new Blob(["x"]), new AbortController()];
  const upload = {
    file,
    name: "ä & b.png",
    clientId: "k1",
    onProgress: (share: number) => shares.push(share),
    signal: giveUp.signal,
  };
  return { file, shares, giveUp, done: uploadFile("c1", upload, proof) };
}

afterEach(() => vi.unstubAllGlobals());

describe("uploadFile", () => {
  it("sends the file as it is, and tells how far it has come", async () => {
    const { file, shares, done } = begin({ token: "t", csrf: "c" });
    const { path, headers, sent, upload } = Call.last;
    upload.onprogress?.({ loaded: 1, total: 4 });
    Call.last.answer(201, { id: "f1" });
    expect(await done).toEqual({ id: "f1" });
    expect(path).toBe("/api/v1/conversations/c1/attachments?client_id=k1&name=%C3%A4+%26+b.png");
    expect([sent, shares]).toEqual([file, [0.25]]);
    expect(headers.get("Authorization")).toBe("Bearer t");
    expect(headers.get("X-CSRF-Token")).toBe("c");
  });

  it("fails with the server's code", async () => {
    const { done } = begin();
    Call.last.answer(415, { code: "attachment_refused", detail: "No." });
    await expect(done).rejects.toMatchObject({ status: 415, code: "attachment_refused" });
  });

  it.each(["error", "timeout"])("says on %s that no answer came", async (end) => {
    const { done } = begin();
    Call.last.dispatchEvent(new Event(end));
    await expect(done).rejects.toMatchObject({ status: 0, code: "unreachable" });
  });

  it("is given up when it is told to", async () => {
    const { giveUp, done } = begin();
    giveUp.abort();
    await expect(done).rejects.toMatchObject({ status: 0 });
  });
});

describe("fetchFile", () => {
  it("gives the content, or says why not", async () => {
    const answers = [new Response("content"), Response.json({ code: "gone" }, { status: 404 })];
    vi.stubGlobal("fetch", async () => answers.shift());
    expect(await (await fetchFile("c1", "f1", { token: "t" })).text()).toBe("content");
    await expect(fetchFile("c1", "f1")).rejects.toMatchObject({ status: 404, code: "gone" });
  });
});
