/** Entry of the chat frame: reads the address, introduces the parts to each other, draws the view. */
import { render } from "preact";
import { systemClock } from "../model/clock.ts";
import { prefixedStorage } from "../model/storage.ts";
import { createStore } from "../model/store.ts";
import "../ui/base.css";
import "../ui/components.css";
import "../ui/conversation.css";
import "../ui/files.css";
import { connect } from "../wire/socket.ts";
import { App } from "./app.tsx";
import type { Attaching } from "./attaching.tsx";
import { Attention } from "./attention.ts";
import { Chat } from "./chat.ts";
import { openHost } from "./host.ts";
import { Visitors } from "./visitor.ts";
import "./widget.css";

const query = new URLSearchParams(location.search);
const pageUrl = query.get("page_url") ?? location.href;
const storage = prefixedStorage(
  () => window.localStorage,
  `frontdesk:${query.get("site") ?? "default"}:`,
);
const host = openHost(pageUrl);
/** The longest address that the server takes. */
const ADDRESS_LIMIT = 2_000;
const introduction = { locale: navigator.language, page_url: pageUrl.slice(0, ADDRESS_LIMIT) };
const visitors = new Visitors(storage, introduction, ({ code, message }) =>
  host.tell({ type: "signal", name: "error", detail: { code, message } }),
);
const chat = new Chat(visitors, storage, systemClock, (credentials) =>
  connect("/customer", credentials),
);
const attention = new Attention(storage, host.tell);
const visible = createStore(!host.embedded);
const files = createStore<Attaching | null>(null);

function setVisible(open: boolean): void {
  visible.set(open);
  attention.setVisible(open);
  if (open || visitors.known) chat.start();
}

chat.sync.state.subscribe(({ conversation, health }) =>
  attention.take(conversation, health !== "starting"),
);
host.onMessage((message) => {
  if (message.type === "visible") setVisible(message.open);
  if (message.type === "identify") {
    chat.restart();
    files.get()?.tray.clear();
    visitors.identify(message.token);
    if (visible.get()) chat.start();
  }
  if (message.type === "logout") {
    chat.restart();
    chat.outbox.clear();
    visitors.logout();
    location.reload();
  }
});
window.addEventListener("online", () => chat.reconnector.hurry());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") chat.reconnector.hurry();
});

const root = document.getElementById("app");
if (root) {
  render(
    <App
      chat={chat}
      files={files}
      shop={query.get("name") ?? ""}
      suggestions={query.getAll("ask")}
      storage={storage}
      visible={visible}
      host={host}
    />,
    root,
  );
}
setVisible(!host.embedded);
import("./attaching.tsx").then(
  ({ attach }) => files.set(attach(chat, visitors, storage, systemClock)),
  // Without it the chat goes on with words alone.
  () => undefined,
);
host.tell({ type: "ready" });
