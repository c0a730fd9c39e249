/** One conversation: who it is, what was said, what can be done, and where to write. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { timelineOf } from "../model/conversation.ts";
import { closedWords, rightsOf, standingOf } from "../model/staff-actions.ts";
import type { Desk } from "../model/staff-desk.ts";
import { lossOf } from "../model/staff-ownership.ts";
import { listAt } from "../model/staff-place.ts";
import type { Thread } from "../model/staff-thread.ts";
import type { Selection } from "../model/staff-views.ts";
import { customerName } from "../model/staff-words.ts";
import { Notice } from "../ui/bits.tsx";
import { FilesView, remembering } from "../ui/files.tsx";
import { MessageList } from "../ui/message-list.tsx";
import { useNow } from "../ui/staff-hooks.ts";
import { dropTarget } from "../ui/tray.tsx";
import { useStore } from "../ui/use-store.ts";
import { BelowMessage } from "./below-message.tsx";
import { MilestoneView } from "./milestone-view.tsx";
import { NoteView, OutgoingNote } from "./note-view.tsx";
import { ReplyBox } from "./reply-box.tsx";
import { lastOfRuns, named } from "./rows.ts";
import type { Command } from "./shortcuts.ts";
import type { Station } from "./station.ts";
import { ThreadHead } from "./thread-head.tsx";

interface ThreadPaneProps {
  readonly station: Station;
  readonly thread: Thread;
  readonly selection: Selection;
  /** The message to be shown, when the conversation was opened for it. */
  readonly sought: number | null;
  readonly panel: { readonly open: boolean; readonly turn: () => void };
  readonly onCommand: (command: Command) => boolean;
}

export function ThreadPane(props: ThreadPaneProps) {
  const { station, thread, selection, sought, panel, onCommand } = props;
  const { desk, floor } = station;
  const { conversation, health } = useStore(thread.sync.state);
  const { summaries } = useStore(desk.list.queue);
  const opened = useStore(thread.summary);
  const refusal = useStore(thread.refusal);
  const replies = useStore(thread.outboxes.reply.items);
  const notes = useStore(thread.outboxes.note.items);
  const typing = useStore(thread.typing);
  const seenUpTo = useStore(thread.seen.theirs);
  const now = useNow(30_000);
  const summary = summaries.get(thread.id) ?? opened;
  const name = summary ? customerName(summary.customer) : "Customer";
  const timeline = useMemo(() => named(timelineOf(conversation), name), [conversation, name]);
  const ends = useMemo(() => lastOfRuns(timeline), [timeline]);
  const colleagues = useStore(station.care.colleagues);
  const viewers = useStore(floor.viewers).get(thread.id) ?? [];
  const loss = lossOf(conversation, desk.me.id);
  const pane = useRef<HTMLElement>(null);
  const load = useMemo(
    () => remembering((file) => desk.trays.load(thread.id, file.id)),
    [desk, thread.id],
  );
  const standing = standingOf(conversation, summary);
  const rights = rightsOf(standing, desk.me.id, station.leads);
  const drop = rights.mayReply ? dropTarget(desk.trays.of(thread.id)) : {};
  useReadMark(desk, thread.id, conversation.last_seq);
  useSoughtMessage(pane, sought, conversation.last_seq);

  if (refusal !== null && conversation.last_seq === 0)
    return <Refused words={refusal} back={listAt(selection)} />;
  return (
    <section
      ref={pane}
      class="thread"
      data-testid="thread"
      data-conversation-id={thread.id}
      aria-label={name}
      {...drop}
    >
      <ThreadHead
        station={station}
        id={thread.id}
        name={name}
        selection={selection}
        standing={standing}
        summary={summary}
        csat={conversation.csat}
        actions={health === "starting" ? [] : rights.actions}
        viewers={viewers}
        panel={panel}
        onCommand={onCommand}
      />
      <MessageList
        side="agent"
        label={`Conversation with ${name}`}
        timeline={timeline}
        outgoing={replies}
        typing={typing && { author: typing.author, name: typing.name ?? name }}
        live={health === "complete"}
        now={now}
        seenUpTo={seenUpTo}
        filesOf={(files) => <FilesView files={files} load={load} />}
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
            <NoteView note={item.note} people={colleagues} me={desk.me} />
          )
        }
        head={health === "starting" && <p class="thread-loading">Loading the conversation…</p>}
        foot={notes.map((note) => (
          <OutgoingNote key={note.client_id} note={note} outbox={thread.outboxes.note} />
        ))}
      />
      {loss && (
        <div class="loss">
          <Notice tone="warn" icon="swap" testid="loss">
            <span>{loss} What you began to write is kept.</span>
          </Notice>
        </div>
      )}
      <ReplyBox
        station={station}
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
      if (seq > 0 && document.visibilityState === "visible") desk.read(id, seq);
    };
    mark();
    document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [desk, id, seq]);
}

/** Brings the message that a search led to into sight, once it is there. */
function useSoughtMessage(
  pane: { readonly current: HTMLElement | null },
  sought: number | null,
  last: number,
): void {
  const there = sought !== null && last >= sought;
  useEffect(() => {
    if (!there) return;
    const timer = requestAnimationFrame(() => {
      const line = pane.current?.querySelector<HTMLElement>(`[data-seq="${sought}"]`);
      if (!line) return;
      line.scrollIntoView({ block: "center" });
      line.dataset.found = "true";
    });
    return () => cancelAnimationFrame(timer);
  }, [pane, sought, there]);
}

function Refused({ words, back }: { readonly words: string; readonly back: string }) {
  return (
    <section class="thread nothing-open">
      <h2>This conversation cannot be shown</h2>
      <p>{words}</p>
      <a class="button" data-kind="plain" data-size="normal" href={back}>
        Back to the list
      </a>
    </section>
  );
}
