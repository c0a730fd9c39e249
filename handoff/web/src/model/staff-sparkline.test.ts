import { expect, it } from "vitest";
import { sparkline } from "./staff-sparkline.ts";

it("runs from left to right with high values on top", () => {
  const drawn = sparkline([0, 0.5, 1], 104, 24);
  expect(drawn?.line).toBe("2,22 52,12 102,2");
  expect(drawn?.area).toBe("2,24 2,22 52,12 102,2 102,24");
  expect(drawn?.end).toEqual({ x: 102, y: 2 });
});

it("keeps values that go astray inside the picture", () => {
  expect(sparkline([-3, 7, Number.NaN], 44, 24)?.line).toBe("2,22 22,2 42,22");
});

it.each([[[]], [[0.4]]])("draws nothing for %j", (values) => {
  expect(sparkline(values, 100, 20)).toBeNull();
});
