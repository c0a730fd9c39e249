import { expect, it } from "vitest";
import { scoped } from "./staff-storage.ts";
import { memoryStorage } from "./storage.ts";

it("keeps two scopes of one storage apart", () => {
  const storage = memoryStorage({ other: "0" });
  const mara = scoped(storage, "mara:");
  const tom = scoped(storage, "tom:");
  mara.set("draft", "1");
  tom.set("draft", "2");
  expect([mara.get("draft"), tom.get("draft")]).toEqual(["1", "2"]);
  expect(mara.keys()).toEqual(["draft"]);
  mara.remove("draft");
  expect(storage.keys().sort()).toEqual(["other", "tom:draft"]);
});
