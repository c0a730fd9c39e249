import { expect, it } from "vitest";
import { createStore } from "./store.ts";

it("tells listeners of changes only, until they leave", () => {
  const store = createStore(1);
  const heard: number[] = [];
  const leave = store.subscribe((value) => heard.push(value));
  store.set(1);
  store.set(2);
  store.update((value) => value + 1);
  leave();
  store.set(9);
  expect([heard, store.get()]).toEqual([[2, 3], 9]);
});

it("lets a listener leave while it is being told", () => {
  const store = createStore(0);
  const heard: string[] = [];
  const leave = store.subscribe(() => {
    heard.push("first");
    leave();
  });
  store.subscribe(() => heard.push("second"));
  store.set(1);
  store.set(2);
  expect(heard).toEqual(["first", "second", "second"]);
});
