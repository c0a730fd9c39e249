import { beforeEach, describe, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import { FakeClock } from "./fake-clock.ts";
import { BLANK, UnsavedTexts } from "./staff-content.ts";
import { Editing } from "./staff-editing.ts";
import { FakeArticles, problem } from "./staff-fake-articles.ts";
import { Lifecycle } from "./staff-lifecycle.ts";
import { Toasts } from "./staff-toasts.ts";
import { memoryStorage } from "./storage.ts";

const TENT = { ...BLANK, title: "Tent", body: "Old text." };
const BROKEN = new HttpProblem({
  status: 409,
  code: "golden_questions_broken",
  title: "Conflict",
  detail: "",
  more: { diff: { lost: [{ id: "g" }] }, may_override: true },
});

let api: FakeArticles;
let clock: FakeClock;
let unsaved: UnsavedTexts;
let toasts: Toasts;
let stored: StaffArticle[];
let removed: string[];

async function open(id: string | null): Promise<{ editing: Editing; lifecycle: Lifecycle }> {
  const editing = new Editing(id, {
    api,
    clock,
    unsaved,
    toasts,
    onStored: (article) => stored.push(article),
    onRemoved: (gone) => removed.push(gone),
  });
  await editing.load();
  const onBack = (article: StaffArticle) => stored.push(article);
  return { editing, lifecycle: new Lifecycle(editing, { api, toasts, onBack }) };
}

const told = () => toasts.items.get().at(-1)?.text ?? "";

beforeEach(() => {
  clock = new FakeClock(7_000);
  api = new FakeArticles();
  api.put("tent", TENT);
  unsaved = new UnsavedTexts(memoryStorage());
  toasts = new Toasts(clock);
  stored = [];
  removed = [];
});

describe("publishing", () => {
  it("saves first what is not saved", async () => {
    const { editing, lifecycle } = await open("tent");
    editing.change({ body: "New text." });
    expect(await lifecycle.publish()).toBe(true);
    expect(api.articles.get("tent")).toMatchObject({ status: "published", live_revision: 2 });
    expect(told()).toMatch(/^Published/);
  });

  it("tells of a new article once, when all that was asked is done", async () => {
    const { editing, lifecycle } = await open(null);
    editing.change({ title: "Gift cards", body: "Yes." });
    await lifecycle.publish();
    expect(stored.map((article) => article.status)).toEqual(["published"]);
  });

  it("that fails leaves a saved draft", async () => {
    const { editing, lifecycle } = await open("tent");
    editing.change({ body: "New text." });
    const { publish } = api;
    api.publish = async () => {
      throw problem(503, "index_not_refreshed");
    };
    expect(await lifecycle.publish()).toBe(false);
    expect(editing.dirty).toBe(false);
    api.publish = publish;
    expect(await lifecycle.publish()).toBe(true);
  });
});

describe("golden questions that would break", () => {
  let opened: { editing: Editing; lifecycle: Lifecycle };
  beforeEach(async () => {
    opened = await open("tent");
    api.gate = BROKEN;
    opened.editing.change({ body: "Worse." });
  });

  it("stop the publish, keep the draft, and show what would break", async () => {
    expect(await opened.lifecycle.publish()).toBe(false);
    expect(opened.lifecycle.stopped.get()).toMatchObject({
      act: "publish",
      mayOverride: true,
      diff: { lost: [{ id: "g" }] },
    });
    expect(api.articles.get("tent")).toMatchObject({ status: "draft", body: "Worse." });
    expect(toasts.items.get()).toEqual([]);
  });

  it("let it pass with a reason", async () => {
    await opened.lifecycle.publish();
    expect(await opened.lifecycle.override("The old figure was wrong.")).toBe(true);
    expect(api.reasons).toEqual(["The old figure was wrong."]);
    expect(opened.lifecycle.stopped.get()).toBeNull();
    expect(api.articles.get("tent")?.status).toBe("published");
  });

  it("stay in the way when overriding fails", async () => {
    await opened.lifecycle.publish();
    api.publish = async () => {
      throw problem(403, "override_not_allowed");
    };
    expect(await opened.lifecycle.override("Please.")).toBe(false);
    expect(opened.lifecycle.stopped.get()).not.toBeNull();
  });

  it("guard leaving as well as going live", async () => {
    await opened.editing.save();
    expect(await opened.lifecycle.remove()).toBe(false);
    expect(opened.lifecycle.stopped.get()?.act).toBe("remove");
    expect(removed).toEqual([]);
    opened.lifecycle.reconsider();
    expect(await opened.lifecycle.archive()).toBe(false);
    expect(opened.lifecycle.stopped.get()?.act).toBe("archive");
  });
});

it("archiving leaves unsaved text alone", async () => {
  const { editing, lifecycle } = await open("tent");
  editing.change({ body: "Half a thought" });
  await lifecycle.archive();
  expect(editing.state.get().article?.status).toBe("archived");
  expect(editing.state.get().content.body).toBe("Half a thought");
});

it("an earlier revision becomes the newest draft, unless text would be lost", async () => {
  const { editing, lifecycle } = await open("tent");
  editing.change({ body: "Second" });
  expect(await lifecycle.restore(1)).toBe(false);
  await editing.save();
  expect(await lifecycle.restore(1)).toBe(true);
  expect(editing.state.get().content.body).toBe("Old text.");
  expect(api.articles.get("tent")?.revision).toBe(3);
});

it("a schedule is for the text as it stands, and can be cancelled", async () => {
  const { editing, lifecycle } = await open("tent");
  editing.change({ body: "For Monday." });
  expect(await lifecycle.schedule("2026-06-01T08:00:00Z")).toBe(true);
  expect(api.articles.get("tent")).toMatchObject({
    body: "For Monday.",
    scheduled_at: "2026-06-01T08:00:00Z",
  });
  expect(await lifecycle.unschedule()).toBe(true);
  expect(editing.state.get().article?.scheduled_at).toBeNull();
});

it("deleting takes the unsaved text along and can be undone", async () => {
  const { editing, lifecycle } = await open("tent");
  const article = api.articles.get("tent");
  api.undelete = async () => article ?? Promise.reject(problem(404, "article_not_found"));
  editing.change({ body: "x" });
  expect(await lifecycle.remove()).toBe(true);
  expect(api.articles.size).toBe(0);
  expect(removed).toEqual(["tent"]);
  expect(unsaved.ids()).toEqual([]);
  toasts.items.get().at(-1)?.action?.run();
  await clock.pass(0);
  expect(stored.map(({ id }) => id)).toEqual(["tent"]);
});
