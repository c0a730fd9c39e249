/** Weighs what a customer's browser loads, gzipped, and fails above the budgets. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const STATIC = new URL("../static/", import.meta.url);
const BUDGETS = { loader: 3_000, widget: 40_000 };

const weigh = (name) => gzipSync(readFileSync(new URL(name, STATIC)), { level: 9 }).length;

/** The page itself and everything that it names: scripts, preloaded chunks, style sheets. */
function partsOf(page) {
  const html = readFileSync(new URL(page, STATIC), "utf8");
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)];
  return [page, ...named.map(([, name]) => name)];
}

const loaded = { loader: ["widget.js"], widget: partsOf("widget.html") };
let heavy = false;
for (const [name, parts] of Object.entries(loaded)) {
  const sizes = parts.map((part) => [part, weigh(part)]);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  heavy ||= total > BUDGETS[name];
  console.log(`${name}: ${total} of ${BUDGETS[name]} bytes gzipped`);
  for (const [part, size] of sizes) console.log(`  ${size.toString().padStart(6)}  ${part}`);
}
if (heavy) {
  console.error("Over budget: see the figures above.");
  process.exit(1);
}
