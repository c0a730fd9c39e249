/** The middle of the page while no conversation is open: says what to do next. */
import { openedAt } from "../model/staff-place.ts";
import type { Selection } from "../model/staff-views.ts";
import { customerName } from "../model/staff-words.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import type { Summary } from "../wire/payloads.ts";

interface NothingOpenProps {
  readonly waiting: number;
  readonly selection: Selection;
  readonly next: Summary | undefined;
  readonly onHelp: () => void;
}

export function NothingOpen({ waiting, selection, next, onHelp }: NothingOpenProps) {
  return (
    <section class="thread nothing-open">
      <span class="nothing-picture">
        <Icon name={next ? "person" : "check"} />
      </span>
      <h2>{headline(waiting)}</h2>
      <p>
        {next
          ? "Who has waited longest comes first."
          : "New conversations appear on the left by themselves."}
      </p>
      {next && (
        <a
          class="button"
          data-kind="primary"
          data-size="normal"
          href={openedAt(selection, next.conversation_id)}
        >
          Open {customerName(next.customer)}
        </a>
      )}
      <Button kind="quiet" size="small" onClick={onHelp}>
        Keyboard shortcuts <kbd>?</kbd>
      </Button>
    </section>
  );
}

function headline(waiting: number): string {
  if (waiting === 0) return "Nobody is waiting";
  return waiting === 1 ? "One customer is waiting" : `${waiting} customers are waiting`;
}
