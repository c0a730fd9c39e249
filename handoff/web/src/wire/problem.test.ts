import { describe, expect, it } from "vitest";
import { parseProblem, unreachable } from "./problem.ts";

describe("parseProblem", () => {
  it("reads problem details", () => {
    const body = { code: "rate_limited", title: "Too Many Requests", detail: "Wait a moment." };
    const problem = parseProblem(429, body);
    expect(problem).toMatchObject({ status: 429, code: "rate_limited", message: "Wait a moment." });
  });

  it.each([
    ["no body", null],
    ["a page", "<html>"],
    ["fields of other kinds", { code: 5, title: {}, detail: [] }],
  ])("makes do with %s", (_, body) => {
    expect(parseProblem(502, body)).toMatchObject({ code: "http_error", message: "HTTP 502" });
    expect(parseProblem(401, body).code).toBe("not_authenticated");
  });
});

it("names a missing answer", () => {
  expect(unreachable(new TypeError("failed"))).toMatchObject({ status: 0, code: "unreachable" });
});
