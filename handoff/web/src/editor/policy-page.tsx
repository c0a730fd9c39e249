/** When a person is called: every value in plain words, versions, and what a change would have done. */
import { useEffect } from "preact/hooks";
import { inForce } from "../model/staff-policy.ts";
import { changesPolicy, type Roles } from "../model/staff-rights.ts";
import { Badge } from "../ui/bits.tsx";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { PolicyShelf } from "../wire/staff-policies.ts";
import type { EditorDesk } from "./desk.ts";
import { PolicyChange } from "./policy-change.tsx";
import { PolicyForm } from "./policy-form.tsx";
import { PolicyVersions } from "./policy-versions.tsx";

interface PolicyPageProps {
  readonly desk: EditorDesk;
  readonly roles: Roles;
  /** A version to look at. */
  readonly openId: string | null;
}

export function PolicyPage({ desk, roles, openId }: PolicyPageProps) {
  const { value, waiting, problem } = useStore(desk.policy.shelf);
  useEffect(() => desk.policy.refresh(), [desk]);
  const writes = changesPolicy(roles);
  return (
    <DeskPageFrame
      title="Policy"
      testid="policy"
      busy={waiting}
      words="When the bot calls a person. Every change is a version of its own and can be tried on past conversations before it holds."
    >
      {problem && <Trouble problem={problem} onAgain={() => desk.policy.refresh()} />}
      {!value && waiting && <Waiting />}
      {value && (
        <>
          <InForce shelf={value} />
          <PolicyVersions desk={desk} shelf={value} openId={openId} writes={writes} />
          {!writes && (
            <p class="soft" data-testid="policy-read-only">
              Supervisors and admins change these values; you can read them.
            </p>
          )}
          <div class="studio-columns" data-writes={writes}>
            <PolicyForm desk={desk} shelf={value} writes={writes} />
            {writes && <PolicyChange desk={desk} shelf={value} />}
          </div>
        </>
      )}
    </DeskPageFrame>
  );
}

function InForce({ shelf }: { readonly shelf: PolicyShelf }) {
  const version = inForce(shelf);
  if (!version) return null;
  return (
    <p class="in-force" data-testid="policy-active" data-version={version.version}>
      <Badge tone="accent">In force</Badge>
      <strong>Version {version.version}</strong>
      <span>{version.note}</span>
      <span class="soft">
        {version.author ?? "came with the program"}, {dayTime(version.at)}
      </span>
    </p>
  );
}
