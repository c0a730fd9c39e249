/** Who the customer is talking to: always plain whether it is a bot or a person. */
import type { Conversation } from "../model/conversation.ts";
import { Avatar, Badge } from "../ui/bits.tsx";
import { IconButton } from "../ui/button.tsx";
import { words } from "./words.ts";

interface HeaderProps {
  readonly shop: string;
  readonly conversation: Conversation;
  readonly onClose: (() => void) | null;
}

export function Header({ shop, conversation, onClose }: HeaderProps) {
  const { agent, status } = conversation;
  const subtitle =
    status === "assigned" ? words.talkingTo(agent?.name ?? words.support) : words.status[status];
  return (
    <header class="chat-header">
      <Avatar name={agent?.name ?? null} />
      <div class="chat-title">
        <h1>
          {shop || words.support}
          {status === "bot" && <Badge>{words.bot}</Badge>}
        </h1>
        <p data-testid="speaking-with">{subtitle}</p>
      </div>
      {onClose && (
        <IconButton icon="close" label={words.close} data-testid="close" onClick={onClose} />
      )}
    </header>
  );
}
