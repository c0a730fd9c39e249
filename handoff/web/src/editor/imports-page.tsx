/** Articles come in as files and go out as files; every import is tried first and can be undone as a whole. */
import { useEffect, useState } from "preact/hooks";
import { count, isUndoable } from "../model/staff-imports.ts";
import { Badge, type Tone } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { Dialog } from "../ui/staff-dialog.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";
import { DeskPageFrame, Nothing, Trouble } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import { EXPORT_FORMATS, exportPath, type ImportRun } from "../wire/staff-imports.ts";
import type { EditorDesk } from "./desk.ts";
import { FileDrop } from "./file-drop.tsx";
import { ImportTry } from "./import-try.tsx";

export function ImportsPage({ desk }: { readonly desk: EditorDesk }) {
  const { file, problem } = useStore(desk.imports.state);
  useEffect(() => desk.imports.refresh(), [desk]);
  return (
    <DeskPageFrame
      title="Imports"
      testid="imports"
      words="Bring articles in as a file. It is tried first and changes nothing until you say so; afterwards the whole import can be undone."
      tools={<Exports />}
    >
      <FileDrop onChosen={(chosen) => void desk.imports.choose(chosen)} small={file !== null} />
      {problem && (
        <p class="form-problem" role="alert" data-testid="import-problem">
          {problem}
        </p>
      )}
      {file && <ImportTry desk={desk} />}
      <History desk={desk} />
    </DeskPageFrame>
  );
}

function Exports() {
  return (
    <div class="exports">
      <span class="soft">Export all as</span>
      {EXPORT_FORMATS.map((format) => (
        <a
          key={format}
          class="button"
          data-kind="plain"
          data-size="small"
          href={exportPath(format)}
          download
          data-testid={`export-${format}`}
        >
          <StaffIcon name="download" />
          {format.toUpperCase()}
        </a>
      ))}
    </div>
  );
}

function History({ desk }: { readonly desk: EditorDesk }) {
  const { value, problem } = useStore(desk.imports.history);
  const runs = (value ?? []).filter((run) => !run.dry_run);
  const [undoing, setUndoing] = useState<ImportRun | null>(null);
  return (
    <section class="imports-history">
      <h3>So far</h3>
      {problem && <Trouble problem={problem} onAgain={() => desk.imports.refresh()} />}
      {value && runs.length === 0 && (
        <Nothing title="Nothing imported yet">
          Every import will stand here and can be undone.
        </Nothing>
      )}
      {runs.length > 0 && (
        <ul>
          {runs.map((run) => (
            <HistoryLine key={run.id} run={run} onUndo={() => setUndoing(run)} />
          ))}
        </ul>
      )}
      {undoing && <UndoDialog desk={desk} run={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}

const STATUS: Readonly<Record<ImportRun["status"], readonly [string, Tone]>> = {
  running: ["Under way", "warn"],
  done: ["Done", "accent"],
  failed: ["Failed", "danger"],
  undone: ["Undone", "plain"],
};

interface HistoryLineProps {
  readonly run: ImportRun;
  readonly onUndo: () => void;
}

function HistoryLine({ run, onUndo }: HistoryLineProps) {
  const [words, tone] = STATUS[run.status];
  const { created = [], updated = [], fault_count: faults = 0 } = run.report ?? {};
  return (
    <li data-testid="import-run" data-id={run.id} data-status={run.status}>
      <div>
        <p class="import-name">
          <strong>{run.filename}</strong> <Badge tone={tone}>{words}</Badge>
        </p>
        <p class="soft">
          {run.author}, {dayTime(run.at)}
          {run.report && ` · ${created.length} new, ${updated.length} changed`}
          {faults > 0 && `, ${count(faults, "fault")}`}
        </p>
        {run.undone && run.undone.kept.length > 0 && (
          <p class="soft">
            Kept, because somebody changed them since:{" "}
            {run.undone.kept.map(({ title }) => title).join(", ")}
          </p>
        )}
        {run.problem && <p class="import-failed">{run.problem}</p>}
      </div>
      {isUndoable(run) && (
        <Button size="small" data-testid="import-undo" onClick={onUndo}>
          Undo the import
        </Button>
      )}
    </li>
  );
}

interface UndoDialogProps {
  readonly desk: EditorDesk;
  readonly run: ImportRun;
  readonly onClose: () => void;
}

function UndoDialog({ desk, run, onClose }: UndoDialogProps) {
  const { created = [], updated = [] } = run.report ?? {};
  return (
    <Dialog title={`Undo the import of “${run.filename}”?`} onClose={onClose}>
      <p class="dialog-words">
        {count(created.length, "new article")} will be deleted and{" "}
        {count(updated.length, "changed article")} will be as before. What somebody has changed
        since then stays as it is.
      </p>
      <div class="dialog-foot">
        <Button onClick={onClose}>Keep it</Button>
        <Button
          kind="danger"
          data-testid="undo-confirm"
          onClick={() => {
            onClose();
            void desk.imports.undo(run.id);
          }}
        >
          Undo the import
        </Button>
      </div>
    </Dialog>
  );
}
