import { describe, expect, it } from "vitest";
import type { Ack } from "../wire/payloads.ts";
import { Errands } from "./errands.ts";
import { settle } from "./fake-clock.ts";

function open() {
  const refusals: string[] = [];
  const errands = new Errands((key, message) => refusals.push(`${key}: ${message}`));
  return { errands, refusals, waiting: () => [...errands.pending.get().keys()] };
}

const done = async (): Promise<Ack> => ({ ok: true });
const unanswered = async (): Promise<Ack> => {
  throw new Error("no answer");
};

describe("Errands", () => {
  it("is done with what was answered", async () => {
    const { errands, refusals, waiting } = open();
    errands.run("rate", done);
    expect(waiting()).toEqual(["rate"]);
    await settle();
    expect([waiting(), refusals]).toEqual([[], []]);
  });

  it("reports a refusal once and does not insist", async () => {
    const { errands, refusals, waiting } = open();
    const error = { code: "choice_expired", message: "Too late." };
    errands.run("pick", async () => ({ ok: false, error }));
    await settle();
    errands.resume();
    await settle();
    expect([waiting(), refusals]).toEqual([[], ["pick: Too late."]]);
  });

  it("asks again after a reconnect what got no answer", async () => {
    const { errands, waiting } = open();
    let asked = 0;
    errands.run("handoff", () => {
      asked += 1;
      return asked === 1 ? unanswered() : done();
    });
    await settle();
    expect([waiting(), asked]).toEqual([["handoff"], 1]);
    errands.resume();
    await settle();
    expect([waiting(), asked]).toEqual([[], 2]);
  });

  it("keeps the newer wish when the older one is answered late", async () => {
    const { errands, waiting } = open();
    let answer = (_: Ack) => {};
    errands.run(
      "rate",
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    errands.run("rate", unanswered);
    answer({ ok: true });
    await settle();
    expect(waiting()).toEqual(["rate"]);
  });

  it("forgets on clear", async () => {
    const { errands, waiting } = open();
    errands.run("rate", unanswered);
    await settle();
    errands.clear();
    expect(waiting()).toEqual([]);
  });
});
