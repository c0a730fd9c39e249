import { beforeEach, describe, expect, it } from "vitest";
import type { Gap, GapStatus, GapsApi } from "../wire/staff-gaps.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { BLANK } from "./staff-content.ts";
import { FakeArticles, problem } from "./staff-fake-articles.ts";
import { GapList, inView } from "./staff-gaps.ts";
import { Toasts } from "./staff-toasts.ts";

function gap(id: string, status: GapStatus = "open"): Gap {
  return {
    id,
    name: `about ${id}`,
    questions: [],
    count: 3,
    agent_minutes: 10,
    best_reply: null,
    nearest_article: null,
    status,
    article_id: null,
    answered_since: null,
  };
}

class FakeGaps implements GapsApi {
  gaps = [gap("axes"), gap("shipping", "drafted"), gap("rent", "published")];
  readonly asked: number[] = [];
  fault: Error | null = null;

  async list(days: number) {
    this.asked.push(days);
    return { gaps: this.gaps, as_of: "2026-01-01T12:00:00Z" };
  }

  async draft(id: string) {
    if (this.fault) throw this.fault;
    return new FakeArticles().put(`draft-of-${id}`, BLANK);
  }

  async dismiss(id: string) {
    this.#set(id, "dismissed");
  }

  async reopen(id: string) {
    this.#set(id, "open");
  }

  #set(id: string, status: GapStatus): void {
    this.gaps = this.gaps.map((one) => (one.id === id ? { ...one, status } : one));
  }
}

let api: FakeGaps;
let toasts: Toasts;
let list: GapList;
const open = () => inView(list.list.get().value?.gaps ?? [], "open").map(({ id }) => id);

beforeEach(async () => {
  const clock = new FakeClock();
  api = new FakeGaps();
  toasts = new Toasts(clock);
  list = new GapList(api, clock, toasts);
  list.refresh();
  await settle();
});

it("shows drafted and published gaps as written", () => {
  const written = inView(api.gaps, "written").map(({ id }) => id);
  expect(open()).toEqual(["axes"]);
  expect(written).toEqual(["shipping", "rent"]);
});

it("looks as far back as it is told", async () => {
  list.look(90);
  await settle();
  expect(api.asked).toEqual([30, 90]);
});

describe("starting an article", () => {
  it("gives its address", async () => {
    expect(await list.draft("axes")).toBe("draft-of-axes");
  });

  it("starts one only, however often it is pressed", async () => {
    const [first, second] = await Promise.all([list.draft("axes"), list.draft("axes")]);
    expect([first, second]).toEqual(["draft-of-axes", null]);
  });

  it("says why it cannot", async () => {
    api.fault = problem(404, "gap_not_found");
    expect(await list.draft("axes")).toBeNull();
    expect(toasts.items.get().at(-1)?.text).toBe("refused: gap_not_found");
    expect(list.busy.get()).toBeNull();
  });
});

it("a dismissal can be taken back", async () => {
  await list.dismiss(gap("axes"));
  await settle();
  expect(open()).toEqual([]);
  toasts.items.get().at(-1)?.action?.run();
  await settle();
  expect(open()).toEqual(["axes"]);
});
