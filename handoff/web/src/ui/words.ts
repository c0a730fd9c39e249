/** The words of the shared views, in one place. */
export const words = {
  agent: "Agent",
  bot: "Assistant",
  characters: (left: number) =>
    `${Math.abs(left)} ${Math.abs(left) === 1 ? "character" : "characters"} ${left >= 0 ? "left" : "too many"}`,
  customer: "You",
  discard: "Delete",
  notSent: "Not sent",
  send: "Send",
  sendAgain: "Try again",
  sending: "Sending…",
  sent: "Sent",
  seen: "Seen",
  someone: "Someone",
  today: "Today",
  toNewest: "Newest messages",
  typing: (who: string) => `${who} is typing`,
  yesterday: "Yesterday",
};
