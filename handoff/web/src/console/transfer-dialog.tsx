/** Handing a conversation on: to a colleague who is here, with how busy they are, or to a team. */
import { useState } from "preact/hooks";
import { type Load, loadsOf } from "../model/staff-floor.ts";
import { Avatar } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/staff-dialog.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Station } from "./station.ts";

interface TransferDialogProps {
  readonly station: Station;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

type Goal = { readonly to_agent_id: string } | { readonly to_team: string };

export function TransferDialog({ station, id, name, onClose }: TransferDialogProps) {
  const { desk, floor } = station;
  const queue = useStore(desk.list.queue);
  const teams = useStore(station.teams);
  const busy = useStore(desk.busy) !== null;
  const loads = loadsOf(useStore(floor.colleagues), queue).filter(
    ({ colleague }) => colleague.id !== desk.me.id,
  );
  const [goal, setGoal] = useState<Goal | null>(null);
  const hand = async () => {
    if (goal && (await desk.act("transfer", id, goal))) onClose();
  };
  const chosen = goal && ("to_team" in goal ? `team:${goal.to_team}` : goal.to_agent_id);
  return (
    <Dialog title={`Hand ${name} on`} onClose={onClose} testid="transfer-dialog">
      <form
        class="goals"
        onSubmit={(event) => {
          event.preventDefault();
          void hand();
        }}
      >
        <fieldset>
          <legend>A colleague who is here</legend>
          {loads.length === 0 && <p class="soft">No colleague is here right now.</p>}
          {loads.map((load) => (
            <label class="goal" key={load.colleague.id} data-testid="goal-agent">
              <input
                type="radio"
                name="goal"
                value={load.colleague.id}
                checked={chosen === load.colleague.id}
                onChange={() => setGoal({ to_agent_id: load.colleague.id })}
              />
              <Avatar name={load.colleague.name} size="small" />
              <span>{load.colleague.name}</span>
              <LoadMark load={load} />
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>The queue of a team</legend>
          {teams.map((team) => (
            <label class="goal" key={team.id} data-testid="goal-team">
              <input
                type="radio"
                name="goal"
                value={`team:${team.id}`}
                checked={chosen === `team:${team.id}`}
                onChange={() => setGoal({ to_team: team.id })}
              />
              <StaffIcon name="people" />
              <span>{team.name}</span>
              <span class="soft">{hereWords(team.members, loads)}</span>
            </label>
          ))}
        </fieldset>
        <div class="dialog-foot">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            type="submit"
            data-testid="transfer-go"
            disabled={goal === null || busy}
          >
            Hand on
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** "2 of 5", and whether there is room. */
export function LoadMark({ load }: { readonly load: Load }) {
  const { colleague, busy } = load;
  const away = colleague.status === "away";
  const full = busy >= colleague.capacity;
  return (
    <span class="load" data-state={away ? "away" : full ? "full" : "free"}>
      <i aria-hidden="true" />
      {away ? "Away · " : ""}
      {busy} of {colleague.capacity}
    </span>
  );
}

function hereWords(members: readonly string[], loads: readonly Load[]): string {
  if (members.length === 0) return "";
  const here = loads.filter(
    ({ colleague }) => members.includes(colleague.id) && colleague.status === "online",
  ).length;
  return here === 0 ? "Nobody is in" : `${here} ${here === 1 ? "is" : "are"} in`;
}
