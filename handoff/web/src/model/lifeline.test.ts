import { beforeEach, describe, expect, it } from "vitest";
import { Lifeline } from "./lifeline.ts";
import type { Link } from "./reconnect.ts";
import { createStore, type Store } from "./store.ts";

let link: Store<Link>;
let did: string[];
let lifeline: Lifeline;

function goes(phase: Link["phase"], attempt = 0): void {
  link.set({ phase, attempt, loss: null });
}

beforeEach(() => {
  link = createStore<Link>({ phase: "idle", attempt: 0, loss: null });
  did = [];
  const note = (what: string) => () => did.push(what);
  lifeline = new Lifeline(link, { read: note("read"), send: note("send"), hold: note("hold") });
});

describe("Lifeline", () => {
  it("is not needed for one attempt that failed", () => {
    goes("connecting", 1);
    goes("waiting", 1);
    lifeline.reached();
    expect([did, lifeline.on.get()]).toEqual([[], false]);
  });

  it("reads after the second and sends once an answer came", () => {
    goes("waiting", 2);
    expect(did).toEqual(["read"]);
    lifeline.reached();
    goes("connecting", 3);
    goes("waiting", 3);
    lifeline.reached();
    expect([did, lifeline.on.get()]).toEqual([["read", "send"], true]);
  });

  it("holds what waits when HTTP does not answer either, and sends when it does again", () => {
    goes("waiting", 2);
    lifeline.missed();
    lifeline.reached();
    lifeline.missed();
    expect([did, lifeline.on.get()]).toEqual([["read", "send", "hold"], false]);
    lifeline.reached();
    expect(did.at(-1)).toBe("send");
  });

  it("ends with the socket", () => {
    goes("waiting", 2);
    lifeline.reached();
    goes("up");
    expect(lifeline.on.get()).toBe(false);
    lifeline.reached();
    expect(lifeline.on.get()).toBe(false);
  });
});
