import { defineConfig, type UserConfig } from "vite";

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

const shared: UserConfig = {
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
