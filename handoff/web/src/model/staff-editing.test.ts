import { beforeEach, describe, expect, it } from "vitest";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { FakeClock } from "./fake-clock.ts";
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
const clock = new FakeClock(7_000);

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

it("tells of a new article once, when all that was asked is done", async () => {
  const editing = await open(null);
  editing.change({ title: "Gift cards", body: "Yes." });
  await editing.publish();
  expect(stored.map((article) => article.status)).toEqual(["published"]);
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

describe("lifecycle", () => {
  it("publishing saves first what is not saved", async () => {
    const editing = await open("tent");
    editing.change({ body: "New text." });
    expect(await editing.publish()).toBe(true);
    expect(api.articles.get("tent")).toMatchObject({ status: "published", live_revision: 2 });
    expect(told()).toMatch(/^Published/);
  });

  it("a text that was saved but could not be published is a saved draft", async () => {
    const editing = await open("tent");
    editing.change({ body: "New text." });
    const { publish } = api;
    api.publish = async () => {
      throw problem(503, "index_not_refreshed");
    };
    expect(await editing.publish()).toBe(false);
    expect(editing.dirty).toBe(false);
    api.publish = publish;
    expect(await editing.publish()).toBe(true);
  });

  it("archiving leaves unsaved text alone", async () => {
    const editing = await open("tent");
    editing.change({ body: "Half a thought" });
    await editing.archive();
    expect(editing.state.get().article?.status).toBe("archived");
    expect(body(editing)).toBe("Half a thought");
  });

  it("an earlier revision becomes the newest draft, unless text would be lost", async () => {
    const editing = await open("tent");
    editing.change({ body: "Second" });
    expect(await editing.restore(1)).toBe(false);
    await editing.save();
    expect(await editing.restore(1)).toBe(true);
    expect(body(editing)).toBe("Old text.");
    expect(api.articles.get("tent")?.revision).toBe(3);
  });

  it("deleting takes the unsaved text along", async () => {
    const editing = await open("tent");
    editing.change({ body: "x" });
    expect(await editing.remove()).toBe(true);
    expect(api.articles.size).toBe(0);
    expect(removed).toEqual(["tent"]);
    expect(unsaved.ids()).toEqual([]);
  });
});

it("a deletion can be undone", async () => {
  const editing = await open("tent");
  const article = api.articles.get("tent");
  api.undelete = async () => article ?? Promise.reject(problem(404, "article_not_found"));
  await editing.remove();
  toasts.items.get().at(-1)?.action?.run();
  await clock.pass(0);
  expect(stored.map(({ id }) => id)).toEqual(["tent"]);
});

it("says why an article cannot be opened", async () => {
  expect((await open("gone")).state.get()).toMatchObject({
    phase: "failed",
    problem: "refused: article_not_found",
  });
});
