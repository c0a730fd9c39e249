import { describe, expect, it } from "vitest";
import { memoryStorage, prefixedStorage, readJson, type WebStorage } from "./storage.ts";

class FakeWebStorage implements WebStorage {
  full = false;
  readonly values = new Map<string, string>([["other", "x"]]);
  get length() {
    return this.values.size;
  }
  key(index: number) {
    return [...this.values.keys()][index] ?? null;
  }
  getItem(key: string) {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    if (this.full) throw new Error("QuotaExceededError");
    this.values.set(key, value);
  }
  removeItem(key: string) {
    this.values.delete(key);
  }
}

describe("prefixedStorage", () => {
  it("keeps to its own corner", () => {
    const web = new FakeWebStorage();
    const storage = prefixedStorage(() => web, "fd:");
    storage.set("draft", "hello");
    expect([web.getItem("fd:draft"), storage.keys()]).toEqual(["hello", ["draft"]]);
    storage.remove("draft");
    expect([...web.values.keys()]).toEqual(["other"]);
  });

  it("goes on in memory when the store is full", () => {
    const web = new FakeWebStorage();
    const storage = prefixedStorage(() => web, "fd:");
    storage.set("draft", "old");
    web.full = true;
    storage.set("draft", "new");
    expect([storage.get("draft"), storage.keys()]).toEqual(["new", ["draft"]]);
  });

  it("goes on in memory when the browser forbids storage", () => {
    const storage = prefixedStorage(() => {
      throw new Error("SecurityError");
    }, "fd:");
    storage.set("draft", "hello");
    expect(storage.get("draft")).toBe("hello");
  });
});

it.each([
  ["a value", '{"a":1}', { a: 1 }],
  ["rubbish", "{", null],
])("readJson reads %s", (_, raw, value) => {
  expect(readJson(memoryStorage({ key: raw }), "key")).toEqual(value);
});
