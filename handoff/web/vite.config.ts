import { defineConfig, type Plugin, type UserConfig } from "vite";

/** Builds the pages; `--mode loader` builds the one script that host pages include. */
const OUT = new URL("../static/", import.meta.url).pathname;
const PAGES = [
  "widget.html",
  "console.html",
  "editor.html",
  "people.html",
  "join.html",
  "demo.html",
  "help.html",
];

const TRANSPORTS = /\/engine\.io-client\/build\/esm\/transports\/(index|polling-xhr)(\.node)?\.js$/;

/**
 * Leaves out of the customer's page what it never uses: every transport but sockets, and Vite's loader of
 * styles for chunks, as chunks that are loaded later bring none.
 */
const lean: Plugin = {
  name: "lean",
  enforce: "pre",
  load: (id) => {
    if (id.includes("vite/preload-helper")) return "export const __vitePreload = (load) => load();";
    const [, module] = TRANSPORTS.exec(id) ?? [];
    if (module === "polling-xhr") return "export class XHR {}";
    if (module !== "index") return null;
    return 'import { WS } from "./websocket.js";\nexport const transports = { websocket: WS };';
  },
};

/** What our own pages have in common in their heads. */
const HEAD = `
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
    <meta name="color-scheme" content="light dark" />
    <meta name="robots" content="noindex" />
    <link rel="icon" href="/src/ui/icon.svg" type="image/svg+xml" />`;

/** Puts it where a page asks for it. */
const sharedHead: Plugin = {
  name: "shared-head",
  transformIndexHtml: {
    order: "pre",
    handler: (html) => html.replace("<!-- shared head -->", HEAD.trim()),
  },
};

const shared: UserConfig = {
  plugins: [lean, sharedHead],
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
};

const pages: UserConfig = {
  ...shared,
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: { input: PAGES },
  },
};

const loader: UserConfig = {
  ...shared,
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: "es2022",
    rolldownOptions: {
      input: "src/loader/main.ts",
      output: { format: "iife", entryFileNames: "widget.js" },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "loader" ? loader : pages));
