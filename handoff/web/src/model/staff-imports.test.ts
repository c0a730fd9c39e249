import { beforeEach, describe, expect, it } from "vitest";
import type { ImportRun, ImportsApi, ImportWishes } from "../wire/staff-imports.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { problem } from "./staff-fake-articles.ts";
import { ImportDesk, isUndoable, undoneWords } from "./staff-imports.ts";
import { Toasts } from "./staff-toasts.ts";

const REPORT = {
  created: ["a", "b"],
  updated: [],
  unchanged: 0,
  faults: [],
  fault_count: 0,
  duplicates: [],
  duplicate_count: 0,
  notes: [],
};
const RUN: ImportRun = {
  id: "1",
  status: "running",
  done: 0,
  total: 2,
  dry_run: true,
  filename: "faq.csv",
  author: "Lena",
  at: "2026-01-01T12:00:00Z",
  report: null,
  problem: null,
};

class FakeImports implements ImportsApi {
  readonly started: { name: string; dryRun: boolean; wishes: ImportWishes }[] = [];
  /** What is said about a run after it was started, in order. */
  later: Partial<ImportRun>[] = [];
  fault: Error | null = null;
  #dryRun = true;

  async list() {
    return [];
  }

  async get() {
    return { ...RUN, dry_run: this.#dryRun, ...(this.later.shift() ?? {}) };
  }

  async start(_file: Blob, name: string, dryRun: boolean, wishes: ImportWishes) {
    if (this.fault) throw this.fault;
    this.started.push({ name, dryRun, wishes });
    this.#dryRun = dryRun;
    return { ...RUN, dry_run: dryRun };
  }

  async undo() {
    return { undone: ["a", "b"], kept: [] };
  }
}

const DONE = { status: "done", done: 2, report: REPORT } as const;
const csv = (name = "faq.csv", text = "title,body\n") => ({ name, blob: new Blob([text]) });

let api: FakeImports;
let clock: FakeClock;
let toasts: Toasts;
let taken: number;
let desk: ImportDesk;

beforeEach(() => {
  api = new FakeImports();
  clock = new FakeClock();
  toasts = new Toasts(clock);
  taken = 0;
  desk = new ImportDesk(api, clock, toasts, () => {
    taken += 1;
  });
});

const told = () => toasts.items.get().at(-1)?.text ?? "";

describe("a file", () => {
  it("is tried first, with its progress in sight, and changes nothing", async () => {
    api.later = [{ done: 1 }, DONE];
    void desk.choose(csv());
    await clock.pass(500);
    expect(desk.state.get()).toMatchObject({ busy: true, run: { done: 1, status: "running" } });
    await clock.pass(2_000);
    expect(desk.state.get()).toMatchObject({ busy: false, run: { status: "done" } });
    expect(api.started).toMatchObject([{ name: "faq.csv", dryRun: true }]);
    expect(taken).toBe(0);
  });

  it("is taken in once confirmed, and can be undone", async () => {
    api.later = [DONE];
    void desk.choose(csv());
    await clock.pass(2_000);
    api.later = [DONE];
    void desk.confirm();
    await clock.pass(2_000);
    expect(api.started.map(({ dryRun }) => dryRun)).toEqual([true, false]);
    expect(taken).toBe(1);
    toasts.items.get().at(-1)?.action?.run();
    await settle();
    expect(told()).toBe("The import is undone: 2 articles taken back.");
    expect(taken).toBe(2);
    expect(desk.state.get().file).toBeNull();
  });

  it("is tried anew with other wishes", async () => {
    api.later = [DONE];
    void desk.choose(csv());
    await clock.pass(2_000);
    api.later = [DONE];
    void desk.wish({ on_duplicate: "skip" });
    await clock.pass(2_000);
    expect(api.started.at(-1)).toMatchObject({ dryRun: true, wishes: { on_duplicate: "skip" } });
  });

  it("gives way to the next one", async () => {
    api.later = [{ done: 1 }, { done: 1 }, DONE];
    void desk.choose(csv("first.csv"));
    await clock.pass(100);
    void desk.choose(csv("second.csv"));
    await clock.pass(3_000);
    expect(desk.state.get()).toMatchObject({ file: { name: "second.csv" }, busy: false });
  });

  it.each([
    ["notes.docx", "x", /none of the kinds/u],
    ["empty.csv", "", /is empty/u],
  ])("%s is not even sent", async (name, text, words) => {
    await desk.choose(csv(name, text));
    expect(desk.state.get().problem).toMatch(words);
    expect(api.started).toEqual([]);
  });

  it("that cannot be read says why", async () => {
    api.fault = problem(400, "import_unreadable");
    await desk.choose(csv());
    expect(desk.state.get()).toMatchObject({
      busy: false,
      problem: "refused: import_unreadable",
    });
  });

  it("that fails on the way says why", async () => {
    api.later = [{ status: "failed", problem: "Line 3 is not UTF-8." }];
    void desk.choose(csv());
    await clock.pass(2_000);
    expect(desk.state.get().problem).toBe("Line 3 is not UTF-8.");
  });
});

it.each([
  [3, 0, "The import is undone: 3 articles taken back."],
  [
    1,
    1,
    "The import is undone: 1 article taken back. 1 article stayed, because somebody changed it since.",
  ],
  [0, 2, "The import is undone. 2 articles stayed, because somebody changed them since."],
])("undoing %d and keeping %d reads well", (undone, kept, words) => {
  expect(undoneWords(undone, kept)).toBe(words);
});

it("only what was taken in can be taken back", () => {
  const run = { ...RUN, dry_run: false, status: "done" } as const;
  expect(isUndoable(run)).toBe(true);
  expect(isUndoable({ ...run, status: "undone" })).toBe(false);
  expect(isUndoable({ ...run, dry_run: true })).toBe(false);
});
