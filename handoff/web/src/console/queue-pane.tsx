/** The list of conversations: who waits, one's own, and the rest folded away. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Desk } from "../model/staff-desk.ts";
import type { SectionName, Sections } from "../model/staff-queue.ts";
import { Icon } from "../ui/icons.tsx";
import { SearchField } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Summary } from "../wire/payloads.ts";
import { QueueItem } from "./queue-item.tsx";

const SECTIONS: readonly { name: SectionName; title: string; empty: string; open: boolean }[] = [
  { name: "waiting", title: "Waiting", empty: "Nobody is waiting. Well done.", open: true },
  { name: "own", title: "Yours", empty: "Conversations you claim come here.", open: true },
  { name: "colleagues", title: "With colleagues", empty: "None right now.", open: true },
  { name: "bot", title: "With the bot", empty: "The bot is talking with nobody.", open: true },
  { name: "resolved", title: "Resolved", empty: "Nothing resolved yet.", open: false },
];

/** So many lines of a section are drawn at first: a long day must not slow the page down. */
const AT_FIRST = 50;

interface QueuePaneProps {
  readonly desk: Desk;
  readonly sections: Sections;
  readonly openId: string | null;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly searchBox: RefObject<HTMLInputElement | null>;
}

export function QueuePane(props: QueuePaneProps) {
  const { desk, sections, search, onSearch, searchBox } = props;
  const { loaded } = useStore(desk.list.queue);
  const found = Object.values(sections).some((list: readonly Summary[]) => list.length > 0);
  return (
    <aside class="queue" aria-label="Conversations">
      <div class="queue-search">
        <SearchField
          field={searchBox}
          label="Find a conversation"
          testid="queue-search"
          value={search}
          onInput={onSearch}
        />
      </div>
      <div class="queue-scroll">
        {!loaded && <QueueSkeleton />}
        {loaded && search.trim() !== "" && !found && (
          <p class="queue-empty">No conversation mentions “{search.trim()}”.</p>
        )}
        {loaded &&
          SECTIONS.map(({ name, ...section }) =>
            search.trim() !== "" && sections[name].length === 0 ? null : (
              <Section key={name} name={name} {...section} {...props} list={sections[name]} />
            ),
          )}
      </div>
    </aside>
  );
}

interface SectionProps extends QueuePaneProps {
  readonly name: SectionName;
  readonly title: string;
  readonly empty: string;
  readonly open: boolean;
  readonly list: readonly Summary[];
}

function Section({ desk, name, title, empty, open, list, openId, search }: SectionProps) {
  const { unread } = useStore(desk.list.queue);
  const unsent = useStore(desk.outboxes.unsent);
  const [shown, setShown] = useState(AT_FIRST);
  const fresh = list.filter(({ conversation_id }) => unread.has(conversation_id)).length;
  const here = list.some(({ conversation_id }) => conversation_id === openId);
  return (
    <details class="queue-section" data-section={name} open={open || here || search !== ""}>
      <summary>
        <Icon name="down" />
        <h2>{title}</h2>
        <span class="queue-count">{list.length}</span>
        {fresh > 0 && name === "own" && (
          <span class="queue-fresh" data-testid="unread-total">
            {fresh} new
          </span>
        )}
      </summary>
      {list.length === 0 && <p class="queue-empty">{empty}</p>}
      <ul>
        {list.slice(0, shown).map((summary) => (
          <QueueItem
            key={summary.conversation_id}
            summary={summary}
            me={desk.me.id}
            here={summary.conversation_id === openId}
            unread={unread.get(summary.conversation_id) ?? 0}
            unsent={unsent.has(summary.conversation_id)}
          />
        ))}
      </ul>
      {list.length > shown && (
        <button type="button" class="queue-more" onClick={() => setShown(shown + 4 * AT_FIRST)}>
          Show more ({list.length - shown})
        </button>
      )}
    </details>
  );
}

function QueueSkeleton() {
  return (
    <div class="list-skeleton" role="status">
      <span class="unseen">Loading conversations</span>
      <i />
      <i />
      <i />
    </div>
  );
}
