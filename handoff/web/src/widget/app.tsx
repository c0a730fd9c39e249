/** The whole chat: header, conversation, what is to be said about it, composer. */
import { useEffect, useRef } from "preact/hooks";
import { EMPTY, timelineOf } from "../model/conversation.ts";
import type { KeyValue } from "../model/storage.ts";
import type { Readable } from "../model/store.ts";
import { MessageList } from "../ui/message-list.tsx";
import { useStore } from "../ui/use-store.ts";
import { AnswerExtras } from "./answer.tsx";
import type { Attaching } from "./attaching.tsx";
import type { Chat } from "./chat.ts";
import { Greeting } from "./greeting.tsx";
import { Header } from "./header.tsx";
import type { Host } from "./host.ts";
import { MilestoneLine } from "./milestone.tsx";
import { ConnectionBar, FaultBar, HandoffNote } from "./notices.tsx";
import { Survey } from "./survey.tsx";
import { words } from "./words.ts";
import { Writing } from "./writing.tsx";

interface AppProps {
  readonly chat: Chat;
  /** What has to do with files, once it is loaded. */
  readonly files: Readable<Attaching | null>;
  readonly shop: string;
  /** Questions to begin with, from the host page. */
  readonly suggestions: readonly string[];
  readonly storage: KeyValue;
  readonly visible: Readable<boolean>;
  readonly host: Host;
}

export function App({ chat, files, shop, suggestions, storage, visible, host }: AppProps) {
  const { conversation, health } = useStore(chat.sync.state);
  const outgoing = useStore(chat.outbox.items);
  const typing = useStore(chat.typing.who);
  const open = useStore(visible);
  const attaching = useStore(files);
  const seenUpTo = useStore(chat.seen.theirs);
  const input = useRef<HTMLTextAreaElement>(null);
  const { status, agent } = conversation;
  const known = health === "complete";
  const fresh = known && conversation.messages.length + outgoing.length === 0;

  useEffect(() => {
    if (open) focusGently(input.current);
  }, [open]);
  useEffect(() => {
    if (open && conversation.last_seq > 0) chat.seen.show(conversation.last_seq);
  }, [open, chat, conversation.last_seq]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.isComposing) host.tell({ type: "close" });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [host]);

  /** A pressed button that goes away leaves the focus where the conversation goes on. */
  const act = (action: () => void) => {
    action();
    focusGently(input.current);
  };

  return (
    <main class="chat" data-status={status} {...attaching?.drop}>
      <Header
        shop={shop}
        conversation={conversation}
        onClose={host.embedded ? () => host.tell({ type: "close" }) : null}
      />
      <ConnectionBar chat={chat} />
      <MessageList
        side="customer"
        label={words.messages}
        timeline={timelineOf(conversation)}
        outgoing={outgoing}
        typing={typing && { author: typing.author, name: typing.name ?? agent?.name ?? null }}
        live={known && conversation !== EMPTY}
        now={Date.now()}
        seenUpTo={seenUpTo}
        filesOf={attaching?.filesOf}
        onRetry={(id) => chat.outbox.retry(id)}
        onDiscard={(id) => chat.outbox.discard(id)}
        head={
          <Greeting
            shop={shop}
            suggestions={fresh ? suggestions : []}
            onAsk={(text) => act(() => chat.post(text))}
          />
        }
        below={(message) => <AnswerExtras chat={chat} message={message} act={act} />}
        between={(item) =>
          item.kind === "milestone" && <MilestoneLine milestone={item.milestone} />
        }
        foot={status === "resolved" && <Survey chat={chat} csat={conversation.csat} />}
      />
      <FaultBar chat={chat} />
      {status === "queued" && <HandoffNote chat={chat} />}
      <Writing
        chat={chat}
        files={attaching}
        storage={storage}
        status={status}
        agent={agent}
        inputRef={input}
        act={act}
      />
    </main>
  );
}

/** On touch screens focus would raise the keyboard over what is to be read, so it is left alone. */
function focusGently(input: HTMLTextAreaElement | null): void {
  if (window.matchMedia("(hover: hover)").matches) input?.focus();
}
