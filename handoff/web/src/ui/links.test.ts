import { expect, it } from "vitest";
import { linksIn } from "./links.ts";

it.each([
  ["no address", "hello <b>there</b>", []],
  ["an address", "see https://a.example/x?y=1 now", ["https://a.example/x?y=1"]],
  ["an address at the end of a sentence", "(see https://a.example/x).", ["https://a.example/x"]],
  [
    "two addresses",
    "http://a.example and https://b.example!",
    ["http://a.example", "https://b.example"],
  ],
  ["no script", "javascript:alert(1) data:text/html,x", []],
  ["no markup inside", 'https://a.example/"onload=x', ["https://a.example/"]],
  ["no broken address", "https://", []],
])("finds %s", (_, text, addresses) => {
  const pieces = linksIn(text);
  expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(addresses);
  expect(pieces.map((piece) => piece.text).join("")).toBe(text);
});
