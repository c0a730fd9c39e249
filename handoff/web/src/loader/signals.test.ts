import { expect, it } from "vitest";
import { Signals } from "./signals.ts";

it("reaches every listener, even beside one that throws, until they leave", () => {
  const faults: unknown[] = [];
  const heard: unknown[] = [];
  const signals = new Signals((fault) => faults.push(fault));
  signals.on("open", () => {
    throw new Error("host page");
  });
  const leave = signals.on("open", (detail) => heard.push(detail));
  signals.emit("open", 1);
  leave();
  signals.emit("open", 2);
  signals.emit("close");
  expect(heard).toEqual([1]);
  expect(faults).toHaveLength(2);
});
