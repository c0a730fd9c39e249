/** What people taught the bot since, waiting for the next training. */
import { useState } from "preact/hooks";
import { intentLabel, TAKEN } from "../model/staff-understanding.ts";
import { IconButton } from "../ui/button.tsx";
import type { Understanding } from "../wire/staff-understanding.ts";
import { PhrasingForm } from "./confusion-line.tsx";
import type { EditorDesk } from "./desk.ts";

interface PendingProps {
  readonly desk: EditorDesk;
  readonly report: Understanding;
  readonly writes: boolean;
}

export function PendingPhrasings({ desk, report, writes }: PendingProps) {
  const [round, setRound] = useState(0);
  const [hint, setHint] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { added } = report;
  const add = async (intent: string, text: string) => {
    setBusy(true);
    const taught = await desk.teaching.add({ intent, text });
    setBusy(false);
    setHint(taught === "taught" ? null : taught === "taken" ? TAKEN : taught.problem);
    if (taught === "taught") setRound(round + 1);
  };
  return (
    <section class="card pending" aria-label="Added phrasings" data-testid="pending">
      <h3>
        Added by people <span class="soft">{added.length}</span>
      </h3>
      <p class="soft" data-testid="pending-honest">
        They count after the next <code>frontdesk train</code>; until then the bot understands as
        before.
      </p>
      {added.length > 0 && (
        <ul class="pending-list">
          {added.map(({ intent, text }) => (
            <li key={`${intent}:${text}`} data-testid="pending-phrasing">
              <span>“{text}”</span>
              <span class="soft">{intentLabel(intent)}</span>
              {writes && (
                <IconButton
                  icon="close"
                  label={`Remove “${text}”`}
                  data-testid="pending-remove"
                  onClick={() => void desk.teaching.remove({ intent, text })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {writes && (
        <PhrasingForm
          key={round}
          report={report}
          intent=""
          text=""
          hint={hint}
          busy={busy}
          onAdd={(intent, text) => void add(intent, text)}
        />
      )}
    </section>
  );
}
