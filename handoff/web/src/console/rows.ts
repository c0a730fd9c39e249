/** Small readings of a timeline for the agent's eyes. */
import type { TimelineItem } from "../model/conversation.ts";

/** Gives the customer's messages the customer's name. */
export function named(timeline: readonly TimelineItem[], customer: string): TimelineItem[] {
  return timeline.map((item) =>
    item.kind === "message" && item.message.author === "customer"
      ? { ...item, message: { ...item.message, name: customer } }
      : item,
  );
}

/** The `seq` of each message after which somebody else speaks or something happens. */
export function lastOfRuns(timeline: readonly TimelineItem[]): ReadonlySet<number> {
  const ends = new Set<number>();
  timeline.forEach((item, index) => {
    if (item.kind !== "message") return;
    const next = timeline[index + 1];
    const goesOn =
      next?.kind === "message" &&
      next.message.author === item.message.author &&
      next.message.name === item.message.name;
    if (!goesOn) ends.add(item.seq);
  });
  return ends;
}
