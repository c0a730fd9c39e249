import { describe, expect, it } from "vitest";

const SOURCES = import.meta.glob<string>("./**/*.{ts,tsx}", {
  query: "?raw",
  import: "default",
  eager: true,
});

const PAGES = import.meta.glob<string>("../{widget,console,editor,people,join}.html", {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Which storeys each storey may import from. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  wire: ["wire"],
  model: ["model", "wire"],
  ui: ["ui", "model", "wire"],
  widget: ["widget", "ui", "model", "wire"],
  console: ["console", "ui", "model", "wire"],
  editor: ["editor", "ui", "model", "wire"],
  people: ["people", "ui", "model", "wire"],
  join: ["join", "ui", "model", "wire"],
  demo: ["demo", "ui"],
  help: ["help", "wire"],
  loader: ["loader", "wire/frame.ts"],
};

const COMMENTS = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const production = Object.entries(SOURCES).filter(([path]) => !path.includes(".test."));

function importsOf(path: string, source: string): string[] {
  const folder = new URL(path, "file:///src/");
  const named = [...source.matchAll(/(?:from|import)\s+"(\.[^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  return named.map((target) => new URL(target, folder).pathname.replace("/src/", ""));
}

describe("the storeys", () => {
  it.each(production)("%s imports only from below", (path, source) => {
    const storey = path.split("/")[1] ?? "";
    const allowed = MAY_IMPORT[storey];
    expect(allowed, `${path} lives in no known storey`).toBeDefined();
    const strangers = importsOf(path, source).filter(
      (target) => !allowed?.some((place) => target === place || target.startsWith(`${place}/`)),
    );
    expect(strangers).toEqual([]);
  });

  it.each(production.filter(([path]) => /^\.\/(model|wire)\//.test(path)))(
    "%s knows no DOM",
    (_, source) => {
      expect(source.replace(COMMENTS, "")).not.toMatch(
        /\b(document|window|localStorage|sessionStorage|HTMLElement)\b\.?\w/,
      );
    },
  );

  it("sets HTML in one place only", () => {
    const places = production
      .filter(([, source]) => /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML/.test(source))
      .map(([path]) => path);
    expect(places).toEqual(["./ui/text.tsx"]);
  });

  it("exports names only", () => {
    const places = production.filter(([, source]) => /^export default/m.test(source));
    expect(places.map(([path]) => path)).toEqual([]);
  });
});

describe("the pages", () => {
  it("are all looked at", () => expect(Object.keys(PAGES)).toHaveLength(5));

  it.each(Object.entries(PAGES))("%s takes its head from one source", (_, page) => {
    expect(page).toContain("<!-- shared head -->");
    expect(page).not.toContain("<meta");
  });
});
