import { expect, it } from "vitest";
import { frameAddress, readConfig } from "./config.ts";

function tag(dataset: Record<string, string>): HTMLScriptElement {
  return { src: "https://desk.example/widget.js?v=1", dataset } as unknown as HTMLScriptElement;
}

it("reads the tag, with sense where it is silent", () => {
  expect(readConfig(tag({}))).toEqual({
    origin: "https://desk.example",
    site: "default",
    name: "",
    launcher: true,
    side: "end",
    suggestions: [],
  });
});

it("addresses the frame with all that it needs", () => {
  const config = readConfig(
    tag({ site: "shop", name: "Fern & Hollow", suggestions: "One?| Two?|" }),
  );
  const address = new URL(frameAddress(config, "https://shop.example/a?b=c&d#e"));
  expect(address.origin + address.pathname).toBe("https://desk.example/widget/");
  expect([...address.searchParams]).toEqual([
    ["site", "shop"],
    ["page_url", "https://shop.example/a?b=c&d#e"],
    ["ask", "One?"],
    ["ask", "Two?"],
    ["name", "Fern & Hollow"],
  ]);
});
