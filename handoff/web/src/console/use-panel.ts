/** Whether the side panel is open: by the agent's own choice, else where the screen has room for it. */
import { useState } from "preact/hooks";
import type { KeyValue } from "../model/storage.ts";

const KEY = "panel";
const ROOM = "(min-width: 1181px)";

export function usePanel(storage: KeyValue) {
  const [open, setOpen] = useState(() => {
    // On a small screen it covers the conversation, so that it never opens by itself.
    return window.matchMedia(ROOM).matches && storage.get(KEY) !== "closed";
  });
  const turn = () => {
    storage.set(KEY, open ? "closed" : "open");
    setOpen(!open);
  };
  return { open, turn };
}
