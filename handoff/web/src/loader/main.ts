/**
 * The one script a shop includes:
 * `<script async src="https://HOST/widget.js" data-site="SITE"></script>`
 * Calls made before it has loaded can be queued: `(window.frontdesk ||= []).push(["open"])`.
 */
import { readConfig } from "./config.ts";
import { Widget } from "./widget.ts";

type Method = Exclude<keyof Widget, "on">;
type Queued = readonly [Method | "on", ...unknown[]];

const page = window as unknown as { frontdesk?: Widget | Queued[] };
const script = document.currentScript as HTMLScriptElement | null;

function start(tag: HTMLScriptElement): void {
  const queue = page.frontdesk;
  const widget = new Widget(readConfig(tag));
  page.frontdesk = widget;
  if (!Array.isArray(queue)) return;
  for (const [method, ...rest] of queue) {
    const call = widget[method] as ((...values: unknown[]) => unknown) | undefined;
    call?.(...rest);
  }
}

// A page that runs the tag twice (Turbo does) keeps the widget it has.
if (script && (!page.frontdesk || Array.isArray(page.frontdesk))) {
  try {
    start(script);
  } catch (fault) {
    reportError(fault);
  }
}
