/** All versions of the policy, and how one differs from what is in force. */
import { useEffect, useRef, useState } from "preact/hooks";
import { changesAgainst, inForce, labelOf, valueWords } from "../model/staff-policy.ts";
import { pageHash } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { TableBox } from "../ui/staff-lists.tsx";
import type { PolicyShelf, PolicyValues, PolicyVersion } from "../wire/staff-policies.ts";
import type { EditorDesk } from "./desk.ts";

interface VersionsProps {
  readonly desk: EditorDesk;
  readonly shelf: PolicyShelf;
  readonly openId: string | null;
  readonly writes: boolean;
}

export function PolicyVersions({ desk, shelf, openId, writes }: VersionsProps) {
  const [open, setOpen] = useState(openId !== null);
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (openId === null) return;
    setOpen(true);
    place.current?.scrollIntoView({ block: "nearest" });
  }, [openId]);
  const current = inForce(shelf)?.values ?? {};
  return (
    <details
      ref={place}
      class="versions"
      open={open}
      data-testid="policy-versions"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {shelf.policies.length === 1 ? "One version" : `${shelf.policies.length} versions`}
      </summary>
      <TableBox label="Versions">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Note</th>
              <th scope="col">By</th>
              <th scope="col">When</th>
              {writes && (
                <th scope="col">
                  <span class="unseen">Use</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shelf.policies.map((version) => (
              <VersionRow
                key={version.version}
                version={version}
                active={version.version === shelf.active}
                current={current}
                opened={version.version === openId}
                onUse={writes ? () => desk.policy.startFrom(version) : null}
              />
            ))}
          </tbody>
        </table>
      </TableBox>
    </details>
  );
}

interface RowProps {
  readonly version: PolicyVersion;
  readonly active: boolean;
  readonly current: PolicyValues;
  readonly opened: boolean;
  readonly onUse: (() => void) | null;
}

function VersionRow({ version, active, current, opened, onUse }: RowProps) {
  const differs = Object.entries(changesAgainst(version.values, current));
  return (
    <>
      <tr data-testid="policy-version" data-version={version.version} data-active={active}>
        <th scope="row">
          <a href={pageHash("policy", version.version)} aria-expanded={opened}>
            {version.version}
          </a>{" "}
          {active && <Badge tone="accent">In force</Badge>}
        </th>
        <td>{version.note}</td>
        <td>{version.author ?? "the program"}</td>
        <td>{dayTime(version.at)}</td>
        {onUse && (
          <td class="row-end">
            {!active && (
              <Button size="small" data-testid="policy-use" onClick={onUse}>
                Use these values
              </Button>
            )}
          </td>
        )}
      </tr>
      {opened && (
        <tr>
          <td colSpan={onUse ? 5 : 4} data-testid="policy-differences">
            {differs.length === 0
              ? "These are the values in force."
              : differs.map(([name, value]) => (
                  <span key={name} class="difference">
                    {labelOf(name)}: {valueWords(value)}{" "}
                    <span class="soft">(in force: {valueWords(current[name])})</span>
                  </span>
                ))}
          </td>
        </tr>
      )}
    </>
  );
}
