import { beforeEach, describe, expect, it } from "vitest";
import type { ArticleFilter } from "../wire/staff-articles.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { ArticleList, PAGE } from "./staff-article-list.ts";
import { BLANK } from "./staff-content.ts";
import { FakeArticles } from "./staff-fake-articles.ts";

class FilteringArticles extends FakeArticles {
  readonly asked: ArticleFilter[] = [];

  override async list(filter: ArticleFilter, offset: number, limit: number) {
    if (limit > 1) this.asked.push(filter);
    const articles = [...this.articles.values()].filter(
      ({ status, title }) =>
        (filter.status === "" || status === filter.status) && title.includes(filter.query),
    );
    return { articles: articles.slice(offset, offset + limit), total: articles.length };
  }
}

let api: FilteringArticles;
let clock: FakeClock;
let list: ArticleList;
const titles = () => list.page.get().value?.articles.map(({ title }) => title);

beforeEach(async () => {
  api = new FilteringArticles();
  api.put("tent", { ...BLANK, title: "Tent", category: "returns" });
  api.put("stove", { ...BLANK, title: "Stove", category: "care" });
  clock = new FakeClock();
  list = new ArticleList(api, clock);
  list.refresh();
  await settle();
});

it("asks the server once the typing rests", async () => {
  for (const query of ["S", "St", "Sto"]) list.narrow({ query });
  await clock.pass(250);
  expect(api.asked.map(({ query }) => query)).toEqual(["", "Sto"]);
  expect(titles()).toEqual(["Stove"]);
});

it("keeps every category that was seen, in order", async () => {
  list.narrow({ query: "Stove" });
  await clock.pass(250);
  expect(list.categories.get()).toEqual(["care", "returns"]);
});

it("shows what was saved at once, and lets the server decide whether it still fits", async () => {
  list.narrow({ status: "draft" });
  await settle();
  const tent = api.put("tent", { ...BLANK, title: "Tent, new" });
  list.took(tent);
  expect(titles()).toEqual(["Tent, new", "Stove"]);
  await api.publish("tent", tent.revision);
  list.refresh();
  await settle();
  expect(titles()).toEqual(["Stove"]);
});

it("lets a deleted article go at once", () => {
  list.dropped("tent");
  expect(titles()).toEqual(["Stove"]);
});

describe("a long list", () => {
  beforeEach(async () => {
    for (let number = 0; number < 250; number += 1) {
      api.put(`peg-${number}`, { ...BLANK, title: `Peg ${number}` });
    }
    list.refresh();
    await settle();
  });

  it("is fetched as far as it is read", async () => {
    expect(titles()).toHaveLength(PAGE);
    await list.more();
    await list.more();
    await list.more();
    expect(titles()).toHaveLength(252);
    expect(new Set(titles()).size).toBe(252);
  });

  it("stays as long as it is when something is saved", async () => {
    await list.more();
    list.took(api.put("peg-150", { ...BLANK, title: "Peg, bent" }));
    await settle();
    expect(titles()).toHaveLength(2 * PAGE);
  });

  it("does not mix what was asked before with what is asked now", async () => {
    const more = list.more();
    list.narrow({ query: "Tent" });
    await more;
    await clock.pass(250);
    expect(titles()).toEqual(["Tent"]);
  });
});

it("counts every status under the other filters", async () => {
  await api.publish("tent", 1);
  list.narrow({ status: "draft" });
  await clock.pass(500);
  expect(list.counts.get().value).toMatchObject({ "": 2, published: 1, draft: 1, archived: 0 });
});
