/** What a file would do, row by row, and the button that does it. */
import { count } from "../model/staff-imports.ts";
import { articleHash } from "../model/staff-route.ts";
import { percent } from "../model/staff-words.ts";
import { Button } from "../ui/button.tsx";
import { TableBox } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type {
  ImportFault,
  ImportReport,
  ImportRun,
  ImportWishes,
  OnDuplicate,
} from "../wire/staff-imports.ts";
import type { EditorDesk } from "./desk.ts";

const MOST_ROWS = 200;
const DUPLICATES: readonly { value: OnDuplicate; label: string }[] = [
  { value: "update", label: "change the article if id or title are the same" },
  { value: "skip", label: "leave the row out" },
  { value: "create", label: "make a second article" },
];

const OUTCOMES: Readonly<Record<OnDuplicate, string>> = {
  update: "changes that article",
  skip: "is left out",
  create: "becomes a second article",
};

export function ImportTry({ desk }: { readonly desk: EditorDesk }) {
  const { file, wishes, run, busy } = useStore(desk.imports.state);
  const tried = run?.dry_run === true && run.status === "done";
  const taken = run?.dry_run === false && run.status === "done";
  return (
    <section class="import-try card" data-testid="import-try" aria-busy={busy}>
      <header>
        <h3>{file?.name}</h3>
        <Button kind="quiet" size="small" onClick={() => desk.imports.putAway()}>
          Put away
        </Button>
      </header>
      {busy && <Progress run={run} />}
      {run?.report && (
        <>
          <Counts report={run.report} tried={tried} />
          {!taken && <Wishes desk={desk} wishes={wishes} report={run.report} busy={busy} />}
          {run.report.notes.map((note) => (
            <p key={note} class="soft">
              {note}
            </p>
          ))}
          <Faults faults={run.report.faults} skipped={wishes.skip_invalid} />
          <Duplicates report={run.report} />
        </>
      )}
      {tried && run.report && (
        <div class="import-confirm">
          <Button
            kind="primary"
            data-testid="import-confirm"
            disabled={busy || changesOf(run.report) === 0 || stopped(run.report, wishes)}
            onClick={() => void desk.imports.confirm()}
          >
            {changesOf(run.report) === 0
              ? "Nothing to import"
              : `Import ${count(changesOf(run.report), "article")}`}
          </Button>
        </div>
      )}
      {taken && (
        <p class="import-taken" data-testid="import-taken">
          It is in.{" "}
          <Button size="small" onClick={() => run && void desk.imports.undo(run.id)}>
            Undo the import
          </Button>
        </p>
      )}
    </section>
  );
}

const changesOf = ({ created, updated }: ImportReport) => created.length + updated.length;
const stopped = ({ faults }: ImportReport, { skip_invalid }: ImportWishes) =>
  faults.length > 0 && !skip_invalid;

function Progress({ run }: { readonly run: ImportRun | null }) {
  const known = run !== null && run.total > 0;
  const what = run?.dry_run === false ? "Importing" : "Trying";
  const words = known
    ? `${what}: ${run.done.toLocaleString("en")} of ${run.total.toLocaleString("en")}`
    : `${what}…`;
  return (
    <p class="progress" role="status" data-testid="import-progress">
      {known ? (
        <progress max={run.total} value={run.done} aria-label={what} />
      ) : (
        <progress aria-label={what} />
      )}
      <span>{words}</span>
    </p>
  );
}

function Counts({ report, tried }: { readonly report: ImportReport; readonly tried: boolean }) {
  const { created, updated, unchanged, faults, duplicates } = report;
  const figures = [
    [created.length, "new"],
    [updated.length, "changed"],
    [unchanged, "unchanged"],
    [new Set(faults.map(({ row }) => row)).size, "with faults"],
    [duplicates.length, "like an article there is"],
  ] as const;
  return (
    <dl class="figures" data-testid={tried ? "import-tried" : "import-counts"}>
      {figures.map(([number, words]) => (
        <div key={words} data-none={number === 0}>
          <dd>{number.toLocaleString("en")}</dd>
          <dt>{words}</dt>
        </div>
      ))}
    </dl>
  );
}

interface WishesProps {
  readonly desk: EditorDesk;
  readonly wishes: ImportWishes;
  readonly report: ImportReport;
  readonly busy: boolean;
}

function Wishes({ desk, wishes, report, busy }: WishesProps) {
  return (
    <div class="import-wishes">
      {report.faults.length > 0 && (
        <label class="check">
          <input
            type="checkbox"
            disabled={busy}
            checked={wishes.skip_invalid}
            data-testid="import-skip"
            onChange={(event) =>
              void desk.imports.wish({ skip_invalid: event.currentTarget.checked })
            }
          />
          Leave out rows with faults and take the others
        </label>
      )}
      {report.duplicates.length > 0 && (
        <label class="check">
          When a row looks like an article there is,
          <select
            class="input"
            disabled={busy}
            data-testid="import-duplicates"
            value={wishes.on_duplicate}
            onChange={(event) =>
              void desk.imports.wish({
                on_duplicate: event.currentTarget.value as OnDuplicate,
              })
            }
          >
            {DUPLICATES.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

function Faults({ faults, skipped }: { faults: readonly ImportFault[]; skipped: boolean }) {
  if (faults.length === 0) return null;
  return (
    <TableBox label="Faults">
      <table class="table" data-testid="import-faults">
        <caption>
          Faults{skipped ? ", left out" : ": mend them in the file, or leave those rows out"}
        </caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Field</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {faults.slice(0, MOST_ROWS).map((fault, index) => (
            <tr key={index}>
              <td title={fault.source}>{fault.row}</td>
              <td>{fault.field}</td>
              <td>{fault.message}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest shown={MOST_ROWS} all={faults.length} />
    </TableBox>
  );
}

function Duplicates({ report: { duplicates } }: { readonly report: ImportReport }) {
  if (duplicates.length === 0) return null;
  return (
    <TableBox label="Like an article there is">
      <table class="table" data-testid="import-duplicate-rows">
        <caption>Like an article there is</caption>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">In the file</th>
            <th scope="col">There already</th>
            <th scope="col">Alike</th>
            <th scope="col">What becomes of it</th>
          </tr>
        </thead>
        <tbody>
          {duplicates.slice(0, MOST_ROWS).map((duplicate, index) => (
            <tr key={index}>
              <td title={duplicate.source}>{duplicate.row}</td>
              <td>{duplicate.title}</td>
              <td>
                <a href={articleHash(duplicate.of.id)}>{duplicate.of.title}</a>
              </td>
              <td>{percent(duplicate.similarity)}</td>
              <td>{OUTCOMES[duplicate.outcome]}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Rest shown={MOST_ROWS} all={duplicates.length} />
    </TableBox>
  );
}

function Rest({ shown, all }: { readonly shown: number; readonly all: number }) {
  if (all <= shown) return null;
  return <p class="soft">and {(all - shown).toLocaleString("en")} more</p>;
}
