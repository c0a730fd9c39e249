import { describe, expect, it } from "vitest";
import { FakeClock } from "./fake-clock.ts";
import { TypingVoice, TypingWatch } from "./typing.ts";

const signal = (active: boolean) => ({ conversation_id: "c1", author: "agent" as const, active });

describe("TypingWatch", () => {
  it("wears off when nothing more is heard", async () => {
    const clock = new FakeClock();
    const watch = new TypingWatch(clock);
    watch.hear(signal(true));
    await clock.pass(5_000);
    watch.hear(signal(true));
    await clock.pass(5_900);
    expect(watch.who.get()?.active).toBe(true);
    await clock.pass(200);
    expect(watch.who.get()).toBeNull();
  });

  it.each<[string, (watch: TypingWatch) => void]>([
    ["they say so", (watch) => watch.hear(signal(false))],
    ["their message came", (watch) => watch.still()],
  ])("ends when %s", (_, end) => {
    const watch = new TypingWatch(new FakeClock());
    watch.hear(signal(true));
    end(watch);
    expect(watch.who.get()).toBeNull();
  });
});

describe("TypingVoice", () => {
  function open() {
    const told: boolean[] = [];
    const clock = new FakeClock();
    return { told, clock, voice: new TypingVoice((active) => told.push(active), clock) };
  }

  it("speaks at most every three seconds", async () => {
    const { told, clock, voice } = open();
    for (let key = 0; key < 40; key += 1) {
      voice.press();
      await clock.pass(100);
    }
    expect(told).toEqual([true, true]);
  });

  it("says when the writing stops, once", async () => {
    const { told, clock, voice } = open();
    voice.press();
    await clock.pass(20_000);
    voice.stop();
    expect(told).toEqual([true, false]);
  });
});
