/** Launcher and frame in the host page: inside a Shadow DOM, so neither page's styles reach the other. */
import { type Config, frameAddress } from "./config.ts";
import { STYLE } from "./style.ts";

const SVG = "http://www.w3.org/2000/svg";
const SAY =
  "M4 6.5A2.5 2.5 0 0 1 6.5 4h11A2.5 2.5 0 0 1 20 6.5v7a2.5 2.5 0 0 1-2.5 2.5H11l-4.5 4v-4A2.5 2.5 0 0 1 4 13.5z";
const AWAY = "M6 9.5l6 6 6-6";

export class Dock {
  readonly host = document.createElement("frontdesk-widget");
  readonly #config: Config;
  readonly #root = this.host.attachShadow({ mode: "open" });
  readonly #dock = document.createElement("div");
  readonly #button = document.createElement("button");
  readonly #count = document.createElement("span");
  #frame: HTMLIFrameElement | null = null;
  #open = false;
  #unread = 0;

  constructor(config: Config, onToggle: () => void) {
    this.#config = config;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.#root.adoptedStyleSheets = [sheet];
    this.#dock.dataset.side = config.side;
    this.#dock.hidden = !config.launcher;
    this.#button.type = "button";
    this.#button.dataset.testid = "launcher";
    this.#button.append(drawing("say", SAY), drawing("away", AWAY));
    this.#button.addEventListener("click", onToggle);
    this.#count.className = "count";
    this.#count.setAttribute("aria-hidden", "true");
    this.#dock.append(this.#button, this.#count);
    this.#root.append(this.#dock);
    this.#show();
  }

  /** The frame's window, once it exists. */
  get frame(): Window | null {
    return this.#frame?.contentWindow ?? null;
  }

  /** Puts the widget (back) into the page; beside `body`, so that a page that swaps its body keeps it. */
  attach(): void {
    if (!this.host.isConnected) document.documentElement.append(this.host);
  }

  /** Makes the frame on first need. Before that nothing is loaded and nothing is stored. */
  load(): void {
    if (this.#frame) return;
    const frame = document.createElement("iframe");
    frame.title = this.#name.replace("chat", "Chat");
    frame.allow = "clipboard-write";
    frame.dataset.side = this.#config.side;
    frame.dataset.testid = "frame";
    frame.src = frameAddress(this.#config, location.href);
    this.#frame = frame;
    this.#root.prepend(frame);
    this.#show();
  }

  setOpen(open: boolean): void {
    this.#open = open;
    this.#show();
    if (open) this.#frame?.focus();
    else if (this.#frame && document.activeElement === this.host) this.#button.focus();
  }

  setUnread(count: number): void {
    this.#unread = count;
    this.#show();
  }

  get #name(): string {
    return this.#config.name ? `chat with ${this.#config.name}` : "chat";
  }

  #show(): void {
    const shape = this.#open ? "open" : "shut";
    this.#dock.className = `dock ${shape}`;
    if (this.#frame) this.#frame.className = shape;
    const news = this.#unread > 0 && !this.#open;
    this.#count.hidden = !news;
    this.#count.textContent = this.#unread > 9 ? "9+" : String(this.#unread);
    const messages = this.#unread === 1 ? "1 unread message" : `${this.#unread} unread messages`;
    const label = this.#open ? `Close ${this.#name}` : `Open ${this.#name}`;
    this.#button.setAttribute("aria-label", news ? `${label}, ${messages}` : label);
    this.#button.setAttribute("aria-expanded", String(this.#open));
  }
}

function drawing(name: string, path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
