/** The host page, as the frame talks to it. Opened on its own, the frame has no host and is always visible. */
import { type ToFrame, type ToHost, unwrap, wrap } from "../wire/frame.ts";

export interface Host {
  readonly embedded: boolean;
  tell(message: ToHost): void;
  onMessage(listener: (message: ToFrame) => void): void;
}

/** `pageUrl` names the only origin that is spoken to and listened to. */
export function openHost(pageUrl: string): Host {
  const origin = originOf(pageUrl);
  const embedded = window.parent !== window && origin !== null;
  return {
    embedded,
    tell(message) {
      if (embedded) window.parent.postMessage(wrap(message), origin);
    },
    onMessage(listener) {
      window.addEventListener("message", (event) => {
        if (!embedded || event.source !== window.parent || event.origin !== origin) return;
        const message = unwrap<ToFrame>(event.data);
        if (message) listener(message);
      });
    },
  };
}

function originOf(pageUrl: string): string | null {
  try {
    const { origin } = new URL(pageUrl);
    return origin === "null" ? null : origin;
  } catch {
    return null;
  }
}
