import { beforeEach, describe, expect, it } from "vitest";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { FakeClock } from "./fake-clock.ts";
import { REST_MS } from "./staff-autosave.ts";
import { BLANK, UnsavedTexts } from "./staff-content.ts";
import { Editing } from "./staff-editing.ts";
import { FakeArticles, problem } from "./staff-fake-articles.ts";
import { Toasts } from "./staff-toasts.ts";
import { memoryStorage } from "./storage.ts";

const TENT = { ...BLANK, title: "Tent", body: "Old text." };

let api: FakeArticles;
let unsaved: UnsavedTexts;
let toasts: Toasts;
let stored: StaffArticle[];
let removed: string[];
let clock: FakeClock;

function open(id: string | null): Promise<Editing> {
  const editing = new Editing(id, {
    api,
    clock,
    unsaved,
    toasts,
    onStored: (article) => stored.push(article),
    onRemoved: (gone) => removed.push(gone),
  });
  return editing.load().then(() => editing);
}

const told = () => toasts.items.get().at(-1)?.text ?? "";
const body = (editing: Editing) => editing.state.get().content.body;

beforeEach(() => {
  api = new FakeArticles();
  api.put("tent", TENT);
  unsaved = new UnsavedTexts(memoryStorage());
  clock = new FakeClock(7_000);
  toasts = new Toasts(clock);
  stored = [];
  removed = [];
});

describe("saving", () => {
  it("stores the tidied text and keeps nothing behind", async () => {
    const editing = await open("tent");
    editing.change({ body: "New text.", questions: ["how?", ""] });
    expect(editing.dirty).toBe(true);
    expect(await editing.save()).toBe(true);
    expect(api.articles.get("tent")).toMatchObject({ body: "New text.", questions: ["how?"] });
    expect(editing.dirty).toBe(false);
    expect(unsaved.ids()).toEqual([]);
    expect(told()).toMatch(/draft/);
  });

  it("makes a new article and tells its address", async () => {
    const editing = await open(null);
    editing.change({ title: "Gift cards", body: "Yes." });
    expect(await editing.save()).toBe(true);
    expect(stored.map((article) => article.id)).toEqual(["gift-cards"]);
    expect(unsaved.find(null)).toBeNull();
  });

  it("says so when there is nothing to save", async () => {
    const editing = await open("tent");
    await editing.save();
    expect(told()).toMatch(/saved already/);
    expect(api.articles.get("tent")?.revision).toBe(1);
  });

  it("does not lose what is typed while the server is asked", async () => {
    const editing = await open("tent");
    editing.change({ body: "one" });
    api.meanwhile = () => editing.change({ body: "one two" });
    await editing.save();
    expect(body(editing)).toBe("one two");
    expect(editing.dirty).toBe(true);
    expect(unsaved.find("tent")).toMatchObject({ content: { body: "one two" }, revision: 2 });
    expect(await editing.save()).toBe(true);
  });

  it("keeps the text when the server refuses, and tells why", async () => {
    const editing = await open("tent");
    editing.change({ title: "" });
    api.fault = problem(422, "article_invalid");
    expect(await editing.save()).toBe(false);
    expect(told()).toBe("refused: article_invalid");
    expect(editing.dirty).toBe(true);
    expect(editing.state.get().busy).toBeNull();
  });
});

it("keeps what was typed while a new article was being made under its new address", async () => {
  const editing = await open(null);
  editing.change({ title: "Gift cards" });
  api.meanwhile = () => editing.change({ body: "Yes" });
  await editing.save();
  expect(unsaved.find("gift-cards")?.content.body).toBe("Yes");
  expect(unsaved.find(null)).toBeNull();
});

describe("text that was not saved", () => {
  it("comes back after a reload", async () => {
    (await open("tent")).change({ body: "Half a thought" });
    const again = await open("tent");
    expect(body(again)).toBe("Half a thought");
    expect(again.state.get().recoveredFrom).toBe(7_000);
    again.discard();
    expect(body(again)).toBe("Old text.");
    expect(again.dirty).toBe(false);
    expect((await open("tent")).state.get().recoveredFrom).toBeNull();
  });

  it("meets what others saved in the meantime as a conflict", async () => {
    (await open("tent")).change({ body: "Mine" });
    api.put("tent", { ...TENT, body: "Tom's" }, "Tom");
    const again = await open("tent");
    expect(await again.save()).toBe(false);
    expect(again.state.get().conflict?.author).toBe("Tom");
  });
});

describe("somebody else saved in between", () => {
  let editing: Editing;
  beforeEach(async () => {
    editing = await open("tent");
    editing.change({ body: "Mine" });
    api.put("tent", { ...TENT, body: "Tom's" }, "Tom");
    await editing.save();
  });

  it("nothing is overwritten and nothing is lost", () => {
    expect(editing.state.get().conflict).toMatchObject({ author: "Tom", body: "Tom's" });
    expect(body(editing)).toBe("Mine");
    expect(api.articles.get("tent")?.body).toBe("Tom's");
  });

  it("my text may go over theirs, once seen", async () => {
    expect(await editing.keepMine()).toBe(true);
    expect(api.articles.get("tent")).toMatchObject({ body: "Mine", revision: 3 });
    expect(editing.state.get().conflict).toBeNull();
  });

  it("their text may replace mine", () => {
    editing.takeTheirs();
    expect(body(editing)).toBe("Tom's");
    expect(editing.dirty).toBe(false);
    expect(unsaved.ids()).toEqual([]);
  });

  it("a third save in between is a conflict again", async () => {
    api.put("tent", { ...TENT, body: "Ann's" }, "Ann");
    expect(await editing.keepMine()).toBe(false);
    expect(editing.state.get().conflict?.author).toBe("Ann");
  });

  it("deciding later changes nothing", async () => {
    editing.decideLater();
    expect(body(editing)).toBe("Mine");
    expect(await editing.save()).toBe(false);
    expect(editing.state.get().conflict).not.toBeNull();
  });
});

describe("saving by itself", () => {
  it("waits for a rest and says nothing", async () => {
    const editing = await open("tent");
    editing.change({ body: "N" });
    editing.change({ body: "New" });
    await clock.pass(1_000);
    expect(api.articles.get("tent")?.revision).toBe(1);
    await clock.pass(REST_MS);
    expect(api.articles.get("tent")).toMatchObject({ body: "New", revision: 2 });
    expect(editing.dirty).toBe(false);
    expect(toasts.items.get()).toEqual([]);
  });

  it("goes on once the server answers again", async () => {
    const editing = await open("tent");
    api.fault = problem(0, "unreachable");
    editing.change({ body: "Written on a train" });
    await clock.pass(REST_MS);
    expect(editing.state.get().hindrance).toEqual({ kind: "offline" });
    expect(unsaved.find("tent")?.content.body).toBe("Written on a train");
    await clock.pass(5_000);
    expect(api.articles.get("tent")?.body).toBe("Written on a train");
    expect(editing.state.get().hindrance).toBeNull();
  });

  it("does not interrupt with what somebody else saved, and never overwrites it", async () => {
    const editing = await open("tent");
    api.put("tent", { ...TENT, body: "Tom's" }, "Tom");
    editing.change({ body: "Mine" });
    await clock.pass(60_000);
    expect(editing.state.get()).toMatchObject({ conflict: null, overtakenBy: { author: "Tom" } });
    expect(api.articles.get("tent")?.body).toBe("Tom's");
    editing.compare();
    expect(await editing.keepMine()).toBe(true);
    expect(editing.state.get().overtakenBy).toBeNull();
    expect(api.articles.get("tent")?.body).toBe("Mine");
  });

  it("tells beside the text why it is refused", async () => {
    const editing = await open("tent");
    api.fault = problem(422, "article_invalid");
    editing.change({ title: "" });
    await clock.pass(REST_MS);
    expect(editing.state.get().hindrance).toEqual({
      kind: "refused",
      words: "refused: article_invalid",
    });
    expect(toasts.items.get()).toEqual([]);
  });

  it("makes no article of half a title", async () => {
    const editing = await open(null);
    editing.change({ title: "Gi" });
    await clock.pass(10_000);
    expect(api.articles.has("gi")).toBe(false);
    editing.change({ title: "Gift cards", body: "Yes." });
    await clock.pass(10_000);
    expect(stored.map(({ id }) => id)).toEqual(["gift-cards"]);
  });

  it("never runs into a save by hand", async () => {
    const editing = await open("tent");
    editing.change({ body: "one" });
    const flushed = editing.flush();
    editing.change({ body: "one two" });
    expect(await editing.save()).toBe(true);
    await flushed;
    expect(api.articles.get("tent")?.body).toBe("one two");
    expect(editing.state.get().conflict).toBeNull();
  });
});

it("says why an article cannot be opened", async () => {
  expect((await open("gone")).state.get()).toMatchObject({
    phase: "failed",
    problem: "refused: article_not_found",
  });
});
