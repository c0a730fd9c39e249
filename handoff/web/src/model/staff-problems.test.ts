import { describe, expect, it } from "vitest";
import { HttpProblem } from "../wire/problem.ts";
import { NoAnswer } from "../wire/socket.ts";
import { problemWords } from "./staff-problems.ts";

function problem(code: string, detail = ""): HttpProblem {
  return new HttpProblem({ status: 400, code, title: "Bad Request", detail });
}

const missing = new HttpProblem({
  status: 404,
  code: "http_error",
  title: "Not Found",
  detail: "Not Found",
});

describe("problemWords", () => {
  it.each([
    ["a known code in our own words", problem("invalid_credentials", "no"), /do not go together/],
    ["an unknown code in the server's words", problem("article_invalid", "No title."), /^No title/],
    ["an unknown code without words", problem("odd"), /Something went wrong/],
    ["a part that the server lacks", missing, /not to be found on the server/],
    ["a missing acknowledgement", new NoAnswer("x"), /did not confirm/],
    ["a fault of our own", new TypeError("x is undefined"), /Something went wrong/],
  ])("tells %s", (_, thrown, words) => {
    expect(problemWords(thrown)).toMatch(words);
  });
});
