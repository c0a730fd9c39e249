/** What the customer has not seen yet, and what of it the host page hears. */
import type { Conversation, Message } from "../model/conversation.ts";
import type { KeyValue } from "../model/storage.ts";
import type { ToHost } from "../wire/frame.ts";

const KEY = "seen";

export class Attention {
  readonly #storage: KeyValue;
  readonly #tell: (message: ToHost) => void;
  #visible = false;
  #told: number | null = null;
  #last: Conversation | null = null;

  constructor(storage: KeyValue, tell: (message: ToHost) => void) {
    this.#storage = storage;
    this.#tell = tell;
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (this.#last) this.take(this.#last, true);
  }

  /** `complete`: history is in, so what is new is news. */
  take(conversation: Conversation, complete: boolean): void {
    if (!complete) return;
    const before = this.#last;
    this.#last = conversation;
    if (before && before.id === conversation.id) this.#signal(before, conversation);
    if (this.#visible) this.#storage.set(KEY, String(conversation.last_seq));
    const unread = unreadOf(conversation, Number(this.#storage.get(KEY) ?? 0));
    if (unread.length !== this.#told) this.#tell({ type: "unread", count: unread.length });
    this.#told = unread.length;
  }

  #signal(before: Conversation, now: Conversation): void {
    for (const { seq, author, message_id } of now.messages) {
      if (seq <= before.last_seq) continue;
      this.#tell({ type: "signal", name: "message", detail: { author, message_id } });
    }
    for (const milestone of now.milestones) {
      if (milestone.seq <= before.last_seq || milestone.kind !== "handoff_requested") continue;
      this.#tell({ type: "signal", name: "handoff", detail: { reason: milestone.reason } });
    }
  }
}

export function unreadOf(conversation: Conversation, seen: number): Message[] {
  return conversation.messages.filter(
    ({ seq, author }) => seq > seen && (author === "bot" || author === "agent"),
  );
}
