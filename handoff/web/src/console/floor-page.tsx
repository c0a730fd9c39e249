/** Who is here and how busy; each conversation with an agent can be watched as it goes on. */
import { loadsOf } from "../model/staff-floor.ts";
import { conversationHash } from "../model/staff-route.ts";
import { customerName, plainLine, waitingTime } from "../model/staff-words.ts";
import { Avatar } from "../ui/bits.tsx";
import { useNow } from "../ui/staff-hooks.ts";
import { DeskPageFrame, Nothing } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Summary } from "../wire/payloads.ts";
import type { Colleague } from "../wire/staff-workplace.ts";
import { PromiseMark } from "./queue-item.tsx";
import type { Station } from "./station.ts";
import { LoadMark } from "./transfer-dialog.tsx";

export function FloorPage({ station }: { readonly station: Station }) {
  const queue = useStore(station.desk.list.queue);
  const colleagues = useStore(station.floor.colleagues);
  const lines = [...queue.summaries.values()];
  const assigned = lines.filter(({ status }) => status === "assigned");
  const waiting = lines.filter(({ status }) => status === "queued");
  const here = new Set(colleagues.map(({ id }) => id));
  const gone = assigned.filter(({ agent }) => agent && !here.has(agent.id));
  return (
    <DeskPageFrame
      title="Who is here"
      words="Everybody with an open console, what they are at, and who waits for them."
      testid="floor"
    >
      <Figures waiting={waiting} assigned={assigned} colleagues={colleagues} />
      {colleagues.length === 0 && (
        <Nothing title="Nobody is here">Agents appear as soon as they open the console.</Nothing>
      )}
      <ul class="floor">
        {loadsOf(colleagues, queue).map((load) => (
          <li key={load.colleague.id} class="floor-person" data-testid="floor-person">
            <header>
              <Avatar name={load.colleague.name} />
              <h3>{load.colleague.name}</h3>
              <LoadMark load={load} />
            </header>
            <Conversations
              lines={assigned.filter(({ agent }) => agent?.id === load.colleague.id)}
              leads={station.leads}
            />
          </li>
        ))}
        {gone.length > 0 && (
          <li class="floor-person">
            <header>
              <h3>With agents who are not reachable</h3>
            </header>
            <Conversations lines={gone} leads={station.leads} />
          </li>
        )}
      </ul>
    </DeskPageFrame>
  );
}

interface FiguresProps {
  readonly waiting: readonly Summary[];
  readonly assigned: readonly Summary[];
  readonly colleagues: readonly Colleague[];
}

function Figures({ waiting, assigned, colleagues }: FiguresProps) {
  const now = useNow(1_000);
  const since = waiting.map(({ waiting_since }) => waiting_since ?? "").filter(Boolean);
  const longest = since.sort()[0];
  const online = colleagues.filter(({ status }) => status === "online");
  const room = online.reduce((sum, { capacity }) => sum + capacity, 0);
  return (
    <dl class="figures">
      <div data-none={waiting.length === 0}>
        <dt>Waiting</dt>
        <dd>{waiting.length}</dd>
      </div>
      <div data-none={!longest}>
        <dt>Longest wait</dt>
        <dd>{longest ? waitingTime(longest, now) : "–"}</dd>
      </div>
      <div>
        <dt>With agents</dt>
        <dd>{assigned.length}</dd>
      </div>
      <div>
        <dt>Online · room for</dt>
        <dd>
          {online.length} · {room}
        </dd>
      </div>
    </dl>
  );
}

function Conversations({ lines, leads }: { lines: readonly Summary[]; leads: boolean }) {
  if (lines.length === 0) return <p class="soft">No conversation right now.</p>;
  return (
    <ul class="floor-lines">
      {lines.map((line) => (
        <li key={line.conversation_id}>
          <a href={conversationHash(line.conversation_id)} data-testid="watch">
            <strong>{customerName(line.customer)}</strong>
            <span class="floor-last">{plainLine(line.last_message?.text ?? "")}</span>
            <PromiseMark summary={line} />
            <span class="floor-watch">{leads ? "Watch" : "Open"}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
