import { describe, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import type { CannedReply, CannedText } from "../wire/staff-care.ts";
import {
  Canned,
  faultOf,
  filled,
  offered,
  replaced,
  typedBehind,
  unfilled,
} from "./staff-canned.ts";

const reply = (shortcut: string, text = "words"): CannedReply => ({
  id: shortcut,
  shortcut,
  text,
  scope: "mine",
});

describe("what is typed behind a mark", () => {
  it.each([
    ["/", "/", 0, ""],
    ["/", "hello /ret", 6, "ret"],
    ["@", "see @Jo", 4, "Jo"],
    ["@", "see @Jonas Ho", 4, "Jonas Ho"],
  ] as const)("%s in %j", (mark, text, from, words) => {
    expect(typedBehind(mark, text, text.length)).toEqual({ from, words });
  });

  it.each([
    ["/", "and/or"],
    ["/", "https://shop.example/a"],
    ["/", "/return now"],
    ["@", "robin@shop.example"],
    ["@", "@Jonas Hollow look"],
  ] as const)("nothing for %s in %j", (mark, text) => {
    expect(typedBehind(mark, text, text.length)).toBeNull();
  });

  it("ends at the caret", () => {
    expect(typedBehind("/", "/ret and more", 4)?.words).toBe("ret");
  });
});

it("offers by shortcut before words, and nothing that does not fit", () => {
  const replies = [reply("late", "your return is late"), reply("my-return"), reply("return")];
  expect(offered(replies, "ret").map(({ id }) => id)).toEqual(["return", "my-return", "late"]);
  expect(offered(replies, "zzz")).toEqual([]);
});

describe("placeholders", () => {
  const text = "Hi {customer_name}, order {order_number}. {agent_name}";

  it("are filled where something is known and stay where nothing is", () => {
    const done = filled(text, { customer_name: "Robin", agent_name: null });
    expect(done).toBe("Hi Robin, order {order_number}. {agent_name}");
    expect(unfilled(done).map(({ name }) => name)).toEqual(["order_number", "agent_name"]);
  });

  it("are found at their place, and braces of another kind are none", () => {
    const [gap] = unfilled("a {b_1} {C} {} { d }");
    expect(gap).toEqual({ name: "b_1", from: 2, to: 7 });
    expect(unfilled("{C} {} { d }")).toEqual([]);
  });
});

it("puts a piece in place of what was typed, and the caret behind it", () => {
  expect(replaced("oh /ret more", 3, 7, "Return it.")).toEqual({
    text: "oh Return it. more",
    caret: 13,
  });
});

it("says what is wrong with a reply", () => {
  expect(faultOf({ shortcut: "Two words", text: "x", scope: "mine" })).toMatch(/one word/);
  expect(faultOf({ shortcut: "ok", text: "  ", scope: "mine" })).toMatch(/Write/);
  expect(faultOf({ shortcut: "ok-1", text: "x", scope: "mine" })).toBeNull();
});

describe("the shelf", () => {
  const api = (replies: CannedReply[]) => ({
    asked: 0,
    async canned() {
      this.asked += 1;
      return { replies, shop: "Shop" };
    },
    async addCanned(text: CannedText) {
      if (replies.some(({ shortcut }) => shortcut === text.shortcut)) {
        throw new HttpProblem({ status: 409, code: "shortcut_taken", title: "", detail: "Taken." });
      }
      return { ...text, id: "new" };
    },
    async changeCanned(id: string, text: CannedText) {
      return { ...text, id };
    },
    async removeCanned() {},
  });

  it("is fetched once and follows own changes", async () => {
    const port = api([reply("b")]);
    const canned = new Canned(port);
    await Promise.all([canned.load(), canned.load()]);
    await canned.load();
    expect(port.asked).toBe(1);
    expect(await canned.save(null, { shortcut: "a", text: "x", scope: "mine" })).toBeNull();
    expect(canned.state.get().replies.map(({ shortcut }) => shortcut)).toEqual(["a", "b"]);
    expect(await canned.remove("b")).toBeNull();
    expect(canned.state.get().replies.map(({ id }) => id)).toEqual(["new"]);
  });

  it("says why something was not kept", async () => {
    const canned = new Canned(api([reply("b")]));
    expect(await canned.save(null, { shortcut: "b", text: "x", scope: "mine" })).toBe("Taken.");
  });
});
