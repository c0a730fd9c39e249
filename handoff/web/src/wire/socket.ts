/**
 * One namespace of the Socket.IO gateway, websocket only.
 * It connects when told to and never reconnects by itself: `model/reconnect.ts` decides when.
 */
import { io, type Socket } from "socket.io-client";
import type { Ack } from "./payloads.ts";

export type Namespace = "/customer" | "/agent";
export type Credentials = Readonly<Record<string, unknown>>;

/** Why a connection ended or did not come about; `code` as the gateway names it, else `unreachable`. */
export interface Loss {
  readonly code: string;
  readonly message: string;
}

/** No acknowledgement came: nobody knows whether the server acted, so only repeatable calls are repeated. */
export class NoAnswer extends Error {
  constructor(event: string) {
    super(`no answer to ${event}`);
    this.name = "NoAnswer";
  }
}

export interface Connection {
  readonly connected: boolean;
  /** Opens the connection with fresh credentials; the outcome is told through `onUp` or `onDown`. */
  open(): void;
  close(): void;
  onUp(listener: () => void): () => void;
  onDown(listener: (loss: Loss) => void): () => void;
  on<T>(event: string, listener: (payload: T) => void): () => void;
  /** Emits and waits for the acknowledgement; rejects with `NoAnswer`. */
  ask<T>(event: string, payload: unknown, timeoutMs?: number): Promise<Ack<T>>;
  /** Emits without waiting, and only when connected: for signals that may be lost. */
  tell(event: string, payload: unknown): void;
}

const ACK_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

function lossOf(error: Error & { data?: unknown }): Loss {
  const data = error.data as { code?: unknown; message?: unknown } | undefined;
  const code = typeof data?.code === "string" ? data.code : "unreachable";
  const message = typeof data?.message === "string" ? data.message : error.message;
  return { code, message };
}

export function connect(namespace: Namespace, credentials: () => Promise<Credentials>): Connection {
  const downs = new Set<(loss: Loss) => void>();
  let opening = 0;
  const socket: Socket = io(namespace, {
    autoConnect: false,
    reconnection: false,
    transports: ["websocket"],
    timeout: CONNECT_TIMEOUT_MS,
  });
  const down = (loss: Loss) => {
    for (const listener of downs) listener(loss);
  };
  socket.on("connect_error", (error) => down(lossOf(error)));
  socket.on("disconnect", (reason) => {
    if (reason !== "io client disconnect") down({ code: "disconnected", message: reason });
  });

  return {
    get connected() {
      return socket.connected;
    },
    open() {
      opening += 1;
      const turn = opening;
      credentials().then(
        (auth) => {
          if (turn !== opening) return;
          socket.auth = auth;
          socket.connect();
        },
        (cause: unknown) => {
          if (turn !== opening) return;
          const code = (cause as { code?: unknown }).code;
          down({ code: typeof code === "string" ? code : "unreachable", message: String(cause) });
        },
      );
    },
    close() {
      opening += 1;
      socket.disconnect();
    },
    onUp(listener) {
      socket.on("connect", listener);
      return () => socket.off("connect", listener);
    },
    onDown(listener) {
      downs.add(listener);
      return () => downs.delete(listener);
    },
    on<T>(event: string, listener: (payload: T) => void) {
      const heard = listener as (payload: unknown) => void;
      socket.on(event, heard);
      return () => socket.off(event, heard);
    },
    async ask<T>(event: string, payload: unknown, timeoutMs = ACK_TIMEOUT_MS) {
      if (!socket.connected) throw new NoAnswer(event);
      try {
        return (await socket.timeout(timeoutMs).emitWithAck(event, payload)) as Ack<T>;
      } catch {
        throw new NoAnswer(event);
      }
    },
    tell(event, payload) {
      if (socket.connected) socket.emit(event, payload);
    },
  };
}
