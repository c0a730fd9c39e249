import { expect, it } from "vitest";
import { FakeClock, settle } from "./fake-clock.ts";
import { type FileWays, Trays } from "./staff-trays.ts";
import { memoryStorage } from "./storage.ts";

const FILE = { id: "f1", name: "a.png", size: 1, type: "image/png" };

function ways(): FileWays & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async upload(conversationId, { name }) {
      asked.push(`${conversationId}:${name}`);
      return FILE;
    },
    async load(conversationId, id) {
      return new Blob([`${conversationId}/${id}`]);
    },
  };
}

it("keeps the files of each conversation apart, and while the agent looks elsewhere", async () => {
  const out = ways();
  const trays = new Trays(memoryStorage(), new FakeClock(), out);
  trays.of("a").add([new File(["x"], "a.png")]);
  await settle();
  expect(out.asked).toEqual(["a:a.png"]);
  expect([trays.of("a").standing, trays.of("b").standing]).toEqual(["ready", "empty"]);
});

it("remembers after a reload what was uploaded where", async () => {
  const storage = memoryStorage();
  const trays = new Trays(storage, new FakeClock(), ways());
  trays.of("a").add([new File(["x"], "a.png")]);
  await settle();
  const later = new Trays(storage, new FakeClock(), ways());
  expect([later.of("a").take(), later.of("b").take()]).toEqual([[FILE], []]);
});

it("fetches a file of its conversation", async () => {
  const trays = new Trays(memoryStorage(), new FakeClock(), ways());
  expect(await (await trays.load("a", "f1")).text()).toBe("a/f1");
});
