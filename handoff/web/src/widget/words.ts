/** The widget's words, in one place. */
import { dayTime, shortSpan } from "../ui/format.ts";
import type { QueueSignal } from "../wire/payloads.ts";

const REASONS: Readonly<Record<string, string>> = {
  customer_asked: "You asked for a person.",
};

export const words = {
  agentJoined: (name: string) => `${name} joined the conversation`,
  asking: "Asking for a person…",
  assistant: "Assistant",
  bot: "Bot",
  chat: "Chat",
  close: "Close chat",
  closed: "This conversation is closed. Write again whenever you like.",
  connecting: "Connecting…",
  dismiss: "Dismiss",
  email: "Your e-mail address",
  emailSend: "Send",
  greeting: "Hello! How can we help?",
  greetingText: (shop: string) =>
    `The assistant answers from ${shop ? `${shop}'s` : "our"} help articles, at any hour. If it cannot help, a person will.`,
  handedOver: (reason: string | undefined) => REASONS[reason ?? ""] ?? "Passed on to a person.",
  helped: "Did this help?",
  messages: "Conversation",
  no: "No, this did not help",
  byPost: "Live connection blocked. Messages still come and go, a little slower.",
  offline: "No connection. What you write is sent as soon as it is back.",
  person: "Talk to a person",
  placeholder: "Write your question…",
  placeholderPerson: (name: string) => `Write to ${name}…`,
  queueNote: (queue: QueueSignal | null) => {
    if (queue?.email) return `We will answer here, and by e-mail to ${queue.email}.`;
    if (queue?.leave_email) return "Leave your e-mail address and we answer there too.";
    if (queue?.open === false) return "Keep writing if you like: we answer when we are back.";
    const wait = queue?.estimate_s ? `Usually ${spanWords(queue.estimate_s)}. ` : "";
    return `${wait}Keep writing if you like: it all reaches them.`;
  },
  queueTitle: (queue: QueueSignal | null) => {
    if (queue?.open === false) return closedWords(queue.back_at);
    if (queue?.late) return "This takes longer than it should. Sorry!";
    return queue?.position ? placeWords(queue.position) : "Waiting for a person";
  },
  resolved: "Marked as solved",
  returnedToBot: "The assistant is back",
  returnedToQueue: "Waiting for another person",
  reopened: "Conversation reopened",
  source: "From our help articles",
  status: {
    bot: "Answers from our help articles",
    queued: "Waiting for a person",
    resolved: "Conversation closed",
  },
  support: "Support",
  survey: "How did we do?",
  surveyComment: "Anything to add? (optional)",
  surveySend: "Send rating",
  surveyStars: (stars: number) => `${stars} of 5 stars`,
  syncFailing: "Some messages could not be loaded. Trying again…",
  talkingTo: (name: string) => `You are talking to ${name}`,
  thanksRating: "Thank you for telling us.",
  thanksSurvey: "Thank you for your rating.",
  tryNow: "Try now",
  yes: "Yes, this helped",
};

function closedWords(backAt: string | null | undefined): string {
  return backAt ? `Nobody is here now. Back ${dayTime(backAt)}` : "Nobody is here right now";
}

function placeWords(position: number): string {
  return position === 1 ? "You are next in line" : `You are number ${position} in line`;
}

function spanWords({ p50, p90 }: { p50: number; p90: number }): string {
  const [low, high] = [shortSpan(p50), shortSpan(p90)];
  if (low === high) return `about ${low}`;
  const [number, unit] = low.split(" ");
  return high.endsWith(` ${unit}`) ? `${number} to ${high}` : `${low} to ${high}`;
}
