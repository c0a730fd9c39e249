/** One conversation: who it is, what was said, what can be done, and where to write. */
import { useEffect, useMemo } from "preact/hooks";
import { timelineOf } from "../model/conversation.ts";
import { closedWords, rightsOf } from "../model/staff-actions.ts";
import type { Desk } from "../model/staff-desk.ts";
import type { Thread } from "../model/staff-thread.ts";
import { customerName } from "../model/staff-words.ts";
import { MessageList } from "../ui/message-list.tsx";
import { useNow } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import { BelowMessage } from "./below-message.tsx";
import { MilestoneView } from "./milestone-view.tsx";
import { NoteView, OutgoingNote } from "./note-view.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { lastOfRuns, named } from "./rows.ts";
import { ThreadHead } from "./thread-head.tsx";

interface ThreadPaneProps {
  readonly desk: Desk;
  readonly thread: Thread;
}

export function ThreadPane({ desk, thread }: ThreadPaneProps) {
  const { conversation, health } = useStore(thread.sync.state);
  const { summaries } = useStore(desk.list.queue);
  const opened = useStore(thread.summary);
  const refusal = useStore(thread.refusal);
  const replies = useStore(thread.outboxes.reply.items);
  const notes = useStore(thread.outboxes.note.items);
  const typing = useStore(thread.typing);
  const now = useNow(30_000);
  const summary = summaries.get(thread.id) ?? opened;
  const name = summary ? customerName(summary.customer) : "Customer";
  const timeline = useMemo(() => named(timelineOf(conversation), name), [conversation, name]);
  const ends = useMemo(() => lastOfRuns(timeline), [timeline]);
  useReadMark(desk, thread.id, conversation.last_seq);

  if (refusal !== null && conversation.last_seq === 0) return <Refused words={refusal} />;
  const standing = conversation.last_seq > 0 ? conversation : (summary ?? conversation);
  const rights = rightsOf(standing, desk.me.id);
  return (
    <section class="thread" data-testid="thread" data-conversation-id={thread.id} aria-label={name}>
      <ThreadHead
        desk={desk}
        id={thread.id}
        name={name}
        standing={standing}
        waitingSince={summary?.waiting_since ?? null}
        csat={conversation.csat}
        actions={health === "starting" ? [] : rights.actions}
      />
      <MessageList
        side="agent"
        label={`Conversation with ${name}`}
        timeline={timeline}
        outgoing={replies}
        typing={typing && { author: typing.author, name: typing.name ?? name }}
        live={health === "complete"}
        now={now}
        onRetry={(id) => thread.outboxes.reply.retry(id)}
        onDiscard={(id) => thread.outboxes.reply.discard(id)}
        below={(message) => (
          <BelowMessage
            message={message}
            me={desk.me}
            last={ends.has(message.seq)}
            helped={conversation.ratings[message.message_id] ?? null}
          />
        )}
        between={(item) =>
          item.kind === "milestone" ? (
            <MilestoneView milestone={item.milestone} me={desk.me.id} customer={name} />
          ) : (
            <NoteView note={item.note} />
          )
        }
        head={health === "starting" && <p class="thread-loading">Loading the conversation…</p>}
        foot={notes.map((note) => (
          <OutgoingNote key={note.client_id} note={note} outbox={thread.outboxes.note} />
        ))}
      />
      <ReplyBox
        desk={desk}
        thread={thread}
        name={name}
        closed={rights.mayReply ? null : closedWords(standing)}
      />
    </section>
  );
}

/** What is on a visible screen counts as read. */
function useReadMark(desk: Desk, id: string, seq: number): void {
  useEffect(() => {
    const mark = () => {
      if (seq > 0 && document.visibilityState === "visible") desk.list.markRead(id, seq);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, id, seq]);
}

function Refused({ words }: { readonly words: string }) {
  return (
    <section class="thread nothing-open">
      <h2>This conversation cannot be shown</h2>
      <p>{words}</p>
      <a class="button" data-kind="plain" data-size="normal" href="#/">
        Back to the list
      </a>
    </section>
  );
}
