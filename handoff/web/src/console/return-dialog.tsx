/** Giving a conversation back to the bot at the beginning of a job it knows. */
import { useEffect, useState } from "preact/hooks";
import { problemWords } from "../model/staff-problems.ts";
import { humanised } from "../model/staff-words.ts";
import { Dialog } from "../ui/staff-dialog.tsx";
import { Waiting } from "../ui/staff-lists.tsx";
import type { FlowLine } from "../wire/staff-workplace.ts";
import type { Station } from "./station.ts";

interface ReturnDialogProps {
  readonly station: Station;
  readonly id: string;
  readonly onClose: () => void;
}

export function ReturnDialog({ station, id, onClose }: ReturnDialogProps) {
  const [flows, setFlows] = useState<readonly FlowLine[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    station.api.flows().then(setFlows, (cause) => setProblem(problemWords(cause)));
  }, [station]);
  const take = async (flow: string) => {
    if (await station.desk.act("return_to_bot", id, { flow })) onClose();
  };
  return (
    <Dialog title="Return to the bot" onClose={onClose} testid="return-dialog">
      <p class="dialog-words">
        Choose what the bot begins with. It asks the customer for whatever it needs.
      </p>
      {problem && <p class="form-problem">{problem}</p>}
      {!flows && !problem && <Waiting />}
      <ul class="flow-list">
        {flows?.map(({ id: flow, opening }) => (
          <li key={flow}>
            <button
              type="button"
              data-testid="flow"
              data-flow={flow}
              onClick={() => void take(flow)}
            >
              {humanised(flow)}
              <span class="soft">as if asked: “{opening}”</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
