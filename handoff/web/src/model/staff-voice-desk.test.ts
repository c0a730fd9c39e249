import { beforeEach, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import type { Sentences, Tone, Voice, VoiceApi } from "../wire/staff-voice.ts";
import { FakeClock, settle } from "./fake-clock.ts";
import { Toasts } from "./staff-toasts.ts";
import { VoiceDesk } from "./staff-voice-desk.ts";

class FakeVoice implements VoiceApi {
  voice: Voice = { tone: "warm", sentences: { greet: ["Hi"], bye: ["Bye"] }, occasions: {} };
  fault: HttpProblem | null = null;

  async load() {
    return this.voice;
  }

  async save(tone: Tone, sentences: Sentences) {
    if (this.fault) throw this.fault;
    const kept = Object.entries(sentences).filter(([, own]) => own.length > 0);
    this.voice = { ...this.voice, tone, sentences: Object.fromEntries(kept) };
    return this.voice;
  }
}

let server: FakeVoice;
let desk: VoiceDesk;

beforeEach(async () => {
  server = new FakeVoice();
  const clock = new FakeClock();
  desk = new VoiceDesk(server, clock, new Toasts(clock));
  desk.refresh();
  await settle();
});

it("edits, adds and removes without touching what is saved", () => {
  desk.add("greet", "Hello");
  desk.write("greet", 0, "Hey");
  expect(desk.own("greet")).toEqual(["Hey", "Hello"]);
  desk.remove("greet", 1);
  desk.write("greet", 0, "Hi");
  expect([desk.unsaved, desk.isTouched("greet")]).toEqual([false, false]);
  expect(server.voice.sentences["greet"]).toEqual(["Hi"]);
});

it("saves everything at once, the occasions it did not touch included", async () => {
  desk.setTone("brief");
  desk.add("wait", "Soon.");
  desk.reset("greet");
  expect(await desk.save()).toBe(true);
  expect(server.voice).toMatchObject({
    tone: "brief",
    sentences: { bye: ["Bye"], wait: ["Soon."] },
  });
  expect(server.voice.sentences["greet"]).toBeUndefined();
  expect(desk.unsaved).toBe(false);
});

it("shows a refusal at its sentence and keeps the words", async () => {
  desk.add("greet", "Ahoy {captain}");
  const detail = "greet: unknown placeholder {captain}; known are {name}";
  server.fault = new HttpProblem({ status: 422, code: "invalid_voice", title: "", detail });
  expect(await desk.save()).toBe(false);
  expect(desk.draft.get().fault).toMatchObject({ occasion: "greet", sentence: 1 });
  expect(desk.own("greet")).toEqual(["Hi", "Ahoy {captain}"]);
  desk.write("greet", 1, "Ahoy {name}");
  expect(desk.draft.get().fault).toBeNull();
});

it("says what else went wrong for the whole page", async () => {
  desk.setTone("neutral");
  server.fault = new HttpProblem({ status: 403, code: "not_allowed", title: "", detail: "" });
  expect(await desk.save()).toBe(false);
  expect(desk.draft.get().fault).toMatchObject({ occasion: null });
  desk.discard();
  expect([desk.unsaved, desk.tone]).toEqual([false, "warm"]);
});
