/** A conversation's line for tests. */
import type { Summary } from "../wire/payloads.ts";
import { NO_QUEUE, type Queue, withList } from "./staff-queue.ts";

/** A moment of the tests' day. */
export function at(minute: number): string {
  return new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
}

export function line(id: string, change: Partial<Summary> = {}): Summary {
  return {
    conversation_id: id,
    status: "bot",
    customer: { id: `c-${id}`, name: `Name ${id}` },
    agent: null,
    reason: null,
    waiting_since: null,
    last_message: { author: "customer", text: "Help", at: at(0) },
    last_seq: 1,
    updated_at: at(0),
    ...change,
  };
}

export function queueOf(...lines: readonly Summary[]): Queue {
  return withList(NO_QUEUE, { waiting: [], own: [], all: lines }, {});
}
