/** What the host page's loader and the chat frame say to each other by `postMessage`. */

const MARK = "frontdesk";

export type ToFrame =
  | { readonly type: "visible"; readonly open: boolean }
  | { readonly type: "identify"; readonly token: string }
  | { readonly type: "logout" };

export type ToHost =
  | { readonly type: "ready" }
  | { readonly type: "close" }
  | { readonly type: "unread"; readonly count: number }
  | { readonly type: "signal"; readonly name: Signal; readonly detail: unknown };

/** What a host page may listen to with `frontdesk.on`. */
export type Signal = "ready" | "open" | "close" | "message" | "unread" | "handoff" | "error";

export function wrap(message: ToFrame | ToHost): unknown {
  return { [MARK]: message };
}

/** Takes a message out of its wrapping; null when it is somebody else's. Origins are the caller's matter. */
export function unwrap<T extends ToFrame | ToHost>(data: unknown): T | null {
  if (typeof data !== "object" || data === null) return null;
  const message = (data as Record<string, unknown>)[MARK];
  const type = (message as { type?: unknown } | undefined)?.type;
  return typeof type === "string" ? (message as T) : null;
}
