import { expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { BLANK } from "./staff-content.ts";
import { FakeArticles } from "./staff-fake-articles.ts";
import { articleFinder } from "./staff-finder.ts";

it("puts what is called so before what merely speaks of it", async () => {
  const api = new FakeArticles();
  api.put("delivery", { ...BLANK, title: "Delivery costs", body: "Gift cards travel free." });
  api.put("gift-card", { ...BLANK, title: "Buy a gift card" });
  api.put("gift-wrap", { ...BLANK, title: "Gift wrapping" });
  const finder = articleFinder(api, new FakeClock(), 2);
  finder.ask("gift");
  await settle();
  expect(finder.state.get().value?.map(({ id }) => id)).toEqual(["gift-wrap", "gift-card"]);
});
