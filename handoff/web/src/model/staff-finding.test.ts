import { beforeEach, describe, expect, it } from "vitest";
import type { SearchPage, SearchResult } from "../wire/staff-workplace.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { line } from "./staff-fake-summary.ts";
import { Finding } from "./staff-finding.ts";

const REST_MS = 200;

let clock: FakeClock;
let asked: [string, number | undefined][];
let answer: (words: string, before?: number) => Promise<SearchPage>;
let finding: Finding;

function page(seqs: readonly number[], next: number | null = null): SearchPage {
  const results = seqs.map(
    (seq): SearchResult => ({
      conversation_id: "a",
      seq,
      at: "",
      author: "customer",
      name: null,
      pieces: [],
      conversation: line("a"),
    }),
  );
  return { results, customers: [], next };
}

beforeEach(() => {
  clock = new FakeClock(0);
  asked = [];
  answer = async () => page([3, 2], 7);
  finding = new Finding(
    {
      search: (words, before) => {
        asked.push([words, before]);
        return answer(words, before);
      },
    },
    clock,
  );
});

const seqs = () => finding.state.get().page?.results.map(({ seq }) => seq);

async function rest(): Promise<void> {
  await clock.pass(REST_MS);
}

describe("the search", () => {
  it("asks once the typing rests", async () => {
    for (const words of ["z", "zi", " zip "]) finding.look(words);
    await rest();
    expect(asked).toEqual([["zip", undefined]]);
    expect([seqs(), finding.state.get().waiting]).toEqual([[3, 2], false]);
  });

  it("never shows the answer to what was typed before", async () => {
    let late: (found: SearchPage) => void = () => {};
    answer = () =>
      new Promise((resolve) => {
        late = resolve;
      });
    finding.look("old");
    await rest();
    const first = late;
    finding.look("new");
    await rest();
    late(page([9]));
    first(page([1]));
    await settle();
    expect(seqs()).toEqual([9]);
  });

  it("goes on where the last page ended, and stops at the end", async () => {
    finding.look("zip");
    await rest();
    answer = async () => page([1]);
    finding.more();
    finding.more();
    await settle();
    expect(seqs()).toEqual([3, 2, 1]);
    finding.more();
    expect(asked).toEqual([
      ["zip", undefined],
      ["zip", 7],
    ]);
  });

  it("keeps what it has when an answer fails, and says so", async () => {
    finding.look("zip");
    await rest();
    answer = () => Promise.reject(new Error("down"));
    finding.look("zipp");
    await rest();
    expect(seqs()).toEqual([3, 2]);
    expect(finding.state.get().problem).not.toBeNull();
  });

  it("is over when the field is empty", async () => {
    finding.look("zip");
    finding.look("  ");
    await rest();
    expect(asked).toEqual([]);
    expect(finding.state.get()).toMatchObject({ page: null, waiting: false });
  });
});
