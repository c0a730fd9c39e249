/** One message, posted or on its way. */
import type { ComponentChildren } from "preact";
import type { Message } from "../model/conversation.ts";
import type { Outgoing } from "../model/outbox.ts";
import type { FileRef } from "../wire/events.ts";
import { Avatar } from "./bits.tsx";
import { clockTime } from "./format.ts";
import { Icon } from "./icons.tsx";
import { PlainText, SanitisedHtml } from "./text.tsx";
import { words } from "./words.ts";

/** Draws the files of a message. */
export type FilesOf = (files: readonly FileRef[]) => ComponentChildren;

interface MessageViewProps {
  readonly message: Message;
  readonly own: boolean;
  /** First of a run by the same author: shows who it is. */
  readonly first: boolean;
  /** The other side has seen it, and it is the last own message of which that is so. */
  readonly seen?: boolean;
  readonly below: ComponentChildren;
  readonly filesOf?: FilesOf | undefined;
}

export function MessageView(props: MessageViewProps) {
  const { message, own, first, seen = false, below, filesOf } = props;
  const { author, html, text } = message;
  const marks = {
    "data-testid": "message",
    "data-author": author,
    "data-state": seen ? "seen" : "sent",
    "data-seq": message.seq,
    "data-message-id": message.message_id,
  };
  if (author === "system") {
    return (
      <div class="system-line" {...marks}>
        <PlainText text={text} />
      </div>
    );
  }
  const name = nameOf(message);
  return (
    <div class="message" data-side={own ? "own" : "other"} data-first={first} {...marks}>
      {!own && <Avatar name={author === "bot" ? null : name} size="small" />}
      <div class="message-body">
        <p class={first && !own ? "message-by" : "unseen"}>
          {name} <time dateTime={message.at}>{clockTime(message.at)}</time>
        </p>
        {(text !== "" || html) && (
          <div class="bubble" aria-live={own ? "off" : undefined}>
            {html && author !== "customer" ? (
              <SanitisedHtml html={html} />
            ) : (
              <PlainText text={text} />
            )}
          </div>
        )}
        {message.attachments && filesOf?.(message.attachments)}
        {seen && <p class="message-state">{words.seen}</p>}
        {below}
      </div>
    </div>
  );
}

function nameOf({ author, name }: Message): string {
  if (name) return name;
  if (author === "customer") return words.customer;
  return author === "bot" ? words.bot : words.agent;
}

interface OutgoingViewProps {
  readonly message: Outgoing;
  readonly author: "customer" | "agent";
  readonly onRetry?: ((clientId: string) => void) | undefined;
  readonly onDiscard?: ((clientId: string) => void) | undefined;
  readonly filesOf?: FilesOf | undefined;
}

export function OutgoingView(props: OutgoingViewProps) {
  const { message, author, onRetry, onDiscard, filesOf } = props;
  const { client_id, state, error, retryable, text } = message;
  return (
    <div
      class="message"
      data-side="own"
      data-first="true"
      data-testid="message"
      data-author={author}
      data-state={state}
      data-client-id={client_id}
    >
      <div class="message-body">
        {text !== "" && (
          <div class="bubble" aria-live="off">
            <PlainText text={text} />
          </div>
        )}
        {message.attachments && filesOf?.(message.attachments)}
        {state === "failed" ? (
          <div class="message-fault" role="alert">
            <p>
              <Icon name="alert" /> {error ?? words.notSent}
            </p>
            {retryable && (
              <button type="button" data-testid="retry" onClick={() => onRetry?.(client_id)}>
                {words.sendAgain}
              </button>
            )}
            {onDiscard && (
              <button type="button" data-testid="discard" onClick={() => onDiscard(client_id)}>
                {words.discard}
              </button>
            )}
          </div>
        ) : (
          <p class="message-state">{state === "sending" ? words.sending : words.sent}</p>
        )}
      </div>
    </div>
  );
}
