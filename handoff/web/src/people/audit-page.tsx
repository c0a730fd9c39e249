/** What was done to rights, policies, articles and personal data, by whom and when. */
import { useEffect, useState } from "preact/hooks";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, Nothing, TableBox, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import {
  type AuditEntry,
  type AuditFilter,
  auditExport,
  type AuditPage as Page,
} from "../wire/staff-people.ts";
import type { PeopleDesk } from "./desk.ts";

const ALL: AuditFilter = { actor: "", action: "", after: "" };

export function AuditPage({ desk }: { readonly desk: PeopleDesk }) {
  const { value, waiting, problem } = useStore(desk.audit.state);
  const roster = useStore(desk.roster.state).value;
  const [filter, setFilter] = useState(ALL);
  useEffect(() => desk.roster.ask(null), [desk]);
  useEffect(() => desk.audit.ask(filter), [desk, filter]);
  const names = (roster?.people ?? []).map(({ id, name }) => [id, name] as const);
  const actions = (value?.actions ?? []).map((action) => [action, words(action)] as const);
  const choose = (change: Partial<AuditFilter>) => setFilter({ ...filter, ...change });
  return (
    <DeskPageFrame
      title="Audit log"
      testid="audit"
      busy={waiting}
      words="Every change of rights, policies, articles and personal data, and every sign-in. Nothing here can be changed."
      tools={
        <a class="button" data-kind="plain" data-size="normal" href={auditExport(filter)} download>
          Export
        </a>
      }
    >
      <form class="line" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="By"
          all="everybody"
          options={names}
          onChoose={(actor) => choose({ actor })}
        />
        <Choice
          label="What"
          all="everything"
          options={actions}
          onChoose={(action) => choose({ action })}
        />
        <label class="field">
          <span class="field-label">Since</span>
          <input
            class="input"
            type="date"
            onChange={(event) => choose({ after: midnight(event.currentTarget.value) })}
          />
        </label>
      </form>
      {problem && <Trouble problem={problem} onAgain={() => desk.audit.ask(filter)} />}
      {!value && waiting && <Waiting />}
      {value && <Entries desk={desk} page={value} filter={filter} names={new Map(names)} />}
    </DeskPageFrame>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, all, options, onChoose }: ChoiceProps) {
  return (
    <label class="field">
      <span class="field-label">{label}</span>
      <select class="input" onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{all}</option>
        {options.map(([value, shown]) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

interface EntriesProps {
  readonly desk: PeopleDesk;
  readonly page: Page;
  readonly filter: AuditFilter;
  /** Who is meant by an id. */
  readonly names: ReadonlyMap<string, string>;
}

function Entries({ desk, page, filter, names }: EntriesProps) {
  if (page.entries.length === 0) {
    return <Nothing title="Nothing was noted">Nothing fits these filters.</Nothing>;
  }
  const more = async () => {
    const older = await desk.attempt(desk.api.audit(filter, page.before), "Older entries shown.");
    if (older) desk.audit.put({ ...older, entries: [...page.entries, ...older.entries] });
  };
  return (
    <>
      <TableBox label="Entries">
        <table class="table" data-testid="audit-entries">
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">What</th>
            </tr>
          </thead>
          <tbody>
            {page.entries.map((entry) => (
              <tr key={entry.id}>
                <td>{dayTime(entry.at)}</td>
                <td>{entry.actor.name}</td>
                <td>
                  {words(entry.action)}
                  <div class="details">{detailsOf(entry, names)}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {page.before !== null && (
        <button
          type="button"
          class="button"
          data-kind="plain"
          data-size="normal"
          onClick={() => void more()}
        >
          Older
        </button>
      )}
    </>
  );
}

function detailsOf({ target, details }: AuditEntry, names: ReadonlyMap<string, string>): string {
  const named = Object.entries(details).filter(([, value]) => String(value) !== target);
  return [names.get(target) ?? target, ...named.map(([name, value]) => `${name}: ${value}`)].join(
    " · ",
  );
}

function words(action: string): string {
  return action.replaceAll("_", " ");
}

function midnight(day: string): string {
  return day === "" ? "" : new Date(`${day}T00:00:00`).toISOString();
}
