/** All intents with how much they were practised and how well they are told apart; sorted by any column. */
import { useState } from "preact/hooks";
import { pageHash } from "../model/staff-route.ts";
import {
  type IntentColumn,
  intentLabel,
  intentRows,
  sorted,
} from "../model/staff-understanding.ts";
import { Probability } from "../ui/staff-evidence.tsx";
import { TableBox } from "../ui/staff-lists.tsx";
import type { Understanding } from "../wire/staff-understanding.ts";

const COLUMNS: readonly (readonly [IntentColumn, string])[] = [
  ["intent", "Intent"],
  ["phrasings", "Phrasings"],
  ["f1", "F1"],
  ["confusions", "Mixed up"],
];

interface TableProps {
  readonly report: Understanding;
  readonly chosen: string | null;
}

export function IntentTable({ report, chosen }: TableProps) {
  const [column, setColumn] = useState<IntentColumn>("f1");
  const [descending, setDescending] = useState(false);
  const sortBy = (next: IntentColumn) => {
    setDescending(next === column ? !descending : next === "confusions");
    setColumn(next);
  };
  return (
    <TableBox label="Intents">
      <table class="table intent-table" data-testid="intents">
        <caption>Intents</caption>
        <thead>
          <tr>
            {COLUMNS.map(([id, label]) => (
              <th
                key={id}
                scope="col"
                aria-sort={id !== column ? "none" : descending ? "descending" : "ascending"}
              >
                <button
                  type="button"
                  class="sort-button"
                  data-testid={`sort-${id}`}
                  onClick={() => sortBy(id)}
                >
                  {label}
                  <span aria-hidden="true">{id !== column ? "" : descending ? " ↓" : " ↑"}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(intentRows(report), column, descending).map((row) => (
            <tr key={row.intent} data-testid="intent" aria-current={row.intent === chosen}>
              <th scope="row">
                <a href={pageHash("understanding", row.intent)}>{intentLabel(row.intent)}</a>
              </th>
              <td>{row.phrasings}</td>
              <td>
                <Probability value={row.f1} />
              </td>
              <td>{row.confusions}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
