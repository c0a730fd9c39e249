import { describe, expect, it } from "vitest";
import { apply, type Conversation, EMPTY } from "../model/conversation.ts";
import { event, said } from "../model/fakes.ts";
import { memoryStorage } from "../model/storage.ts";
import type { ConversationEvent } from "../wire/events.ts";
import type { ToHost } from "../wire/frame.ts";
import { Attention } from "./attention.ts";

function fold(events: ConversationEvent[]): Conversation {
  return events.reduce((state, next) => apply(state, next).state, EMPTY);
}

function open(storage = memoryStorage()) {
  const told: ToHost[] = [];
  const attention = new Attention(storage, (message) => told.push(message));
  const counts = () =>
    told.flatMap((message) => (message.type === "unread" ? [message.count] : []));
  return { attention, told, counts, storage };
}

const HISTORY = [said(1, "customer"), said(2, "bot")];

describe("Attention", () => {
  it("counts what others wrote while the chat was shut", () => {
    const { attention, counts } = open();
    attention.take(fold(HISTORY), true);
    attention.take(fold([...HISTORY, said(3, "agent"), said(4, "customer")]), true);
    expect(counts()).toEqual([1, 2]);
  });

  it("counts nothing while it is open, and remembers across pages", () => {
    const first = open();
    first.attention.setVisible(true);
    first.attention.take(fold(HISTORY), true);
    const second = open(first.storage);
    second.attention.take(fold([...HISTORY, said(3, "bot")]), true);
    expect([first.counts(), second.counts()]).toEqual([[0], [1]]);
    second.attention.setVisible(true);
    expect(second.counts()).toEqual([1, 0]);
  });

  it("tells the host page of news, not of history", () => {
    const { attention, told } = open();
    attention.take(fold(HISTORY), true);
    const asked = event(4, "handoff_requested", { reason: "customer_asked" });
    attention.take(fold([...HISTORY, said(3, "bot"), asked]), true);
    expect(told.filter(({ type }) => type === "signal")).toEqual([
      { type: "signal", name: "message", detail: { author: "bot", message_id: "c1.3" } },
      { type: "signal", name: "handoff", detail: { reason: "customer_asked" } },
    ]);
  });

  it("waits until history is in", () => {
    const { attention, told } = open();
    attention.take(fold(HISTORY), false);
    expect(told).toEqual([]);
  });
});
