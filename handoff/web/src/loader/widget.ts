/** `window.frontdesk`: what the host page can ask of the widget. It never throws into the host page. */
import { type Signal, type ToFrame, type ToHost, unwrap, wrap } from "../wire/frame.ts";
import type { Config } from "./config.ts";
import { Dock } from "./dock.ts";
import { type Listener, Signals } from "./signals.ts";

/** Remembers, for this tab only and not before the first opening, that the chat is in use. */
const MEMORY = "frontdesk";

export class Widget {
  readonly #config: Config;
  readonly #dock: Dock;
  readonly #signals = new Signals((fault) => reportError(fault));
  #waiting: ToFrame[] = [];
  #ready = false;
  #open = false;

  constructor(config: Config) {
    this.#config = config;
    this.#dock = new Dock(config, () => this.toggle());
    window.addEventListener("message", (event) => this.#hear(event));
    this.#dock.attach();
    this.#stayInPage();
    this.#resume();
  }

  open = (): void => {
    if (this.#open) return;
    this.#open = true;
    this.#dock.load();
    this.#dock.setOpen(true);
    this.#remember("open");
    this.#tell({ type: "visible", open: true });
    this.#signals.emit("open");
  };

  close = (): void => {
    if (!this.#open) return;
    this.#open = false;
    this.#dock.setOpen(false);
    this.#remember("shut");
    this.#tell({ type: "visible", open: false });
    this.#signals.emit("close");
  };

  toggle = (): void => (this.#open ? this.close() : this.open());

  show = (): void => {
    this.#dock.host.hidden = false;
  };

  hide = (): void => {
    this.close();
    this.#dock.host.hidden = true;
  };

  /** Says who the customer is, with a token that the shop's own server signed. */
  identify = (identity: { token: string } | string): void => {
    const token = typeof identity === "string" ? identity : identity?.token;
    if (typeof token === "string" && token) this.#tell({ type: "identify", token });
  };

  logout = (): void => {
    this.#waiting = [];
    this.close();
    this.#remember(null);
    // A frame that was never made has stored nothing in this tab, but may have in an earlier one.
    this.#dock.load();
    this.#tell({ type: "logout" });
  };

  on = (name: Signal, listener: Listener): (() => void) => this.#signals.on(name, listener);

  #tell(message: ToFrame): void {
    if (!this.#ready) {
      this.#waiting.push(message);
      return;
    }
    this.#dock.frame?.postMessage(wrap(message), this.#config.origin);
    // The frame starts anew after a logout; what follows waits for it.
    if (message.type === "logout") this.#ready = false;
  }

  #hear(event: MessageEvent): void {
    if (event.origin !== this.#config.origin || event.source !== this.#dock.frame) return;
    const message = event.source && unwrap<ToHost>(event.data);
    if (!message) return;
    if (message.type === "ready") this.#frameReady();
    if (message.type === "close") this.close();
    if (message.type === "unread") {
      this.#dock.setUnread(message.count);
      this.#signals.emit("unread", message.count);
    }
    if (message.type === "signal") this.#signals.emit(message.name, message.detail);
  }

  #frameReady(): void {
    this.#ready = true;
    const waiting = this.#waiting.filter((message) => message.type !== "visible");
    this.#waiting = [];
    for (const message of waiting) this.#tell(message);
    this.#tell({ type: "visible", open: this.#open });
    if (this.#ready) this.#signals.emit("ready");
  }

  /** Single-page sites replace parts of the document: the widget comes back by itself. */
  #stayInPage(): void {
    const observer = new MutationObserver(() => {
      if (this.#dock.host.isConnected) return;
      this.#ready = false;
      this.#dock.attach();
      observer.observe(document.documentElement, { childList: true });
    });
    observer.observe(document, { childList: true });
    observer.observe(document.documentElement, { childList: true });
  }

  #remember(state: "open" | "shut" | null): void {
    try {
      if (state === null) sessionStorage.removeItem(MEMORY);
      else sessionStorage.setItem(MEMORY, state);
    } catch {
      // Without storage the chat simply starts closed on the next page.
    }
  }

  /** On the next page of the same tab the chat goes on where it was; closed, it still counts the unread. */
  #resume(): void {
    let state: string | null = null;
    try {
      state = sessionStorage.getItem(MEMORY);
    } catch {
      return;
    }
    if (state === "open") this.open();
    else if (state === "shut") this.#dock.load();
  }
}
