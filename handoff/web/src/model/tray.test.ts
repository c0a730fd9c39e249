import { beforeEach, describe, expect, it } from "vitest";
import type { FileRef } from "../wire/events.ts";
import type { Upload } from "../wire/files.ts";
import { HttpProblem } from "../wire/problem.ts";
import { settle } from "./fake-clock.ts";
import { type KeyValue, memoryStorage } from "./storage.ts";
import { MOST_FILES, Tray } from "./tray.ts";

interface Going {
  readonly upload: Upload;
  readonly done: (file: FileRef) => void;
  readonly fail: (problem: unknown) => void;
}

let going: Going[];
let storage: KeyValue;
let tray: Tray;

const made = () =>
  new Tray(
    storage,
    (upload) => new Promise((done, fail) => going.push({ upload, done, fail })),
    () => 1_000,
  );

beforeEach(() => {
  going = [];
  storage = memoryStorage();
  tray = made();
});

const chosen = (name: string, content = "x") => new File([content], name);
const stored = (id: string, name = `${id}.png`): FileRef => ({
  id,
  name,
  size: 1,
  type: "image/png",
});
const states = () => tray.items.get().map(({ state }) => state);
const refused = (status: number, code: string) =>
  new HttpProblem({ status, code, title: code, detail: `${code}!` });

async function finish(index: number, id: string): Promise<void> {
  going[index]?.done(stored(id));
  await settle();
}

describe("Tray", () => {
  it("uploads at once, says how far it is, and hands over what the server knows", async () => {
    tray.add([chosen("a.png")]);
    going[0]?.upload.onProgress(0.5);
    expect(tray.items.get()[0]).toMatchObject({ name: "a.png", state: "uploading", share: 0.5 });
    await finish(0, "f1");
    expect(states()).toEqual(["ready"]);
    expect(tray.take()).toEqual([stored("f1")]);
    expect(tray.items.get()).toEqual([]);
  });

  it("lets a message wait until every file is there", async () => {
    let sent = 0;
    tray.add([chosen("a.png"), chosen("b.png")]);
    tray.whenReady(() => {
      sent += 1;
    });
    expect(tray.waiting.get()).toBe(true);
    await finish(0, "f1");
    expect(sent).toBe(0);
    await finish(1, "f2");
    expect([sent, tray.waiting.get()]).toEqual([1, false]);
    expect(tray.take().map(({ id }) => id)).toEqual(["f1", "f2"]);
  });

  it("sends at once what has no files", () => {
    let sent = 0;
    tray.whenReady(() => {
      sent += 1;
    });
    expect(sent).toBe(1);
  });

  it("does not send a message whose file failed, also not after another try", async () => {
    let sent = 0;
    tray.add([chosen("a.png")]);
    tray.whenReady(() => {
      sent += 1;
    });
    going[0]?.fail(refused(0, "unreachable"));
    await settle();
    expect([sent, tray.waiting.get(), tray.standing]).toEqual([0, false, "failed"]);
    tray.retry(tray.items.get()[0]?.client_id ?? "");
    await finish(1, "f1");
    expect([sent, tray.standing]).toEqual([0, "ready"]);
  });

  it("tries again under the same client id, by itself once the connection is back", async () => {
    tray.add([chosen("a.png")]);
    going[0]?.fail(refused(0, "unreachable"));
    await settle();
    tray.resume();
    expect(going[1]?.upload.clientId).toBe(going[0]?.upload.clientId);
    expect(states()).toEqual(["uploading"]);
  });

  it("keeps a refusal, with the server's words", async () => {
    tray.add([chosen("a.exe")]);
    going[0]?.fail(refused(415, "attachment_refused"));
    await settle();
    expect(tray.items.get()[0]).toMatchObject({ error: "attachment_refused!", retryable: false });
    tray.resume();
    expect(going).toHaveLength(1);
  });

  it("gives an upload up when its file is removed", async () => {
    tray.add([chosen("a.png")]);
    tray.remove(tray.items.get()[0]?.client_id ?? "");
    expect(going[0]?.upload.signal.aborted).toBe(true);
    going[0]?.fail(refused(0, "unreachable"));
    await settle();
    expect([tray.items.get(), tray.standing]).toEqual([[], "empty"]);
  });

  it("takes as many as a message does, and says that some were left out", () => {
    tray.add(Array.from({ length: MOST_FILES + 1 }, (_, n) => chosen(`${n}.png`)));
    expect([tray.items.get().length, tray.overfull.get()]).toEqual([MOST_FILES, true]);
  });

  it("still holds after a reload what was uploaded", async () => {
    tray.add([chosen("a.png"), chosen("b.png")]);
    await finish(0, "f1");
    const later = made();
    expect(later.items.get().map(({ file }) => file)).toEqual([stored("f1")]);
    later.take();
    expect(made().items.get()).toEqual([]);
  });

  it("takes the files of an unsent message back", () => {
    tray.giveBack([stored("f1")]);
    expect([tray.standing, tray.take()]).toEqual(["ready", [stored("f1")]]);
  });
});
