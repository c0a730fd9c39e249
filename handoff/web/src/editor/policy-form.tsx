/** Every value of the policy, in groups by meaning, each with its sentence, range and default. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { delivered, groupsOf, inForce, type PolicyGroup } from "../model/staff-policy.ts";
import { useStore } from "../ui/use-store.ts";
import type { PolicyShelf, PolicyValue, PolicyValues, VipRule } from "../wire/staff-policies.ts";
import type { EditorDesk } from "./desk.ts";
import { NumberField, RiskTopics } from "./policy-fields.tsx";
import { VipRules } from "./policy-vip.tsx";

interface FormProps {
  readonly desk: EditorDesk;
  readonly shelf: PolicyShelf;
  readonly writes: boolean;
}

export function PolicyForm({ desk, shelf, writes }: FormProps) {
  const draft = useStore(desk.policy.draft);
  const form = useRef<HTMLDivElement>(null);
  const current = inForce(shelf)?.values ?? {};
  const values = { ...current, ...draft.changes };
  const { fault } = draft;
  useEffect(() => {
    if (fault?.field) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [fault]);
  return (
    <div class="policy-form" ref={form}>
      {groupsOf(Object.keys(current).filter((name) => name !== "version")).map((group) => (
        <Group
          key={group.id}
          group={group}
          shelf={shelf}
          values={values}
          current={current}
          fault={fault?.field ? { field: fault.field, words: fault.words } : null}
          writes={writes}
          onChange={(name, value) => desk.policy.set(name, value)}
        />
      ))}
      {Object.keys(draft.changes).length > 0 && (
        <button
          type="button"
          class="button to-change"
          data-kind="primary"
          onClick={() => document.querySelector(".policy-change")?.scrollIntoView()}
        >
          To your change
        </button>
      )}
    </div>
  );
}

export interface ValueProps {
  readonly name: string;
  readonly shelf: PolicyShelf;
  readonly values: PolicyValues;
  readonly current: PolicyValues;
  readonly problem: string | null;
  readonly writes: boolean;
  readonly onChange: (name: string, value: PolicyValue) => void;
}

interface GroupProps extends Omit<ValueProps, "name" | "problem"> {
  readonly group: PolicyGroup;
  readonly fault: { readonly field: string; readonly words: string } | null;
}

function Group({ group, fault, ...rest }: GroupProps) {
  const heading = useId();
  const { title, words, limits, weights } = group;
  const wrong = fault !== null && weights.includes(fault.field);
  const changed = weights.filter((name) => rest.values[name] !== rest.current[name]).length;
  const [open, setOpen] = useState(false);
  const field = (name: string) => (
    <Value key={name} {...rest} name={name} problem={fault?.field === name ? fault.words : null} />
  );
  return (
    <section class="card policy-group" aria-labelledby={heading} data-testid={`group-${group.id}`}>
      <h3 id={heading}>{title}</h3>
      <p class="soft">{words}</p>
      <div class="policy-values">{limits.map(field)}</div>
      {weights.length > 0 && (
        <details
          open={open || wrong}
          data-testid="policy-weights"
          onToggle={(event) => setOpen(event.currentTarget.open)}
        >
          <summary>
            {weights.length} weights{changed > 0 && `, ${changed} changed`}
          </summary>
          <div class="policy-values">{weights.map(field)}</div>
        </details>
      )}
    </section>
  );
}

function Value(props: ValueProps) {
  const { name, values, shelf, onChange } = props;
  if (name === "muted_risks") {
    return (
      <RiskTopics
        topics={shelf.risk_topics}
        muted={(values[name] ?? []) as readonly string[]}
        problem={props.problem}
        writes={props.writes}
        onChange={(muted) => onChange(name, muted)}
      />
    );
  }
  if (name === "vip") {
    return (
      <VipRules
        rules={(values[name] ?? []) as readonly VipRule[]}
        problem={props.problem}
        writes={props.writes}
        onChange={(rules) => onChange(name, rules)}
      />
    );
  }
  return <NumberField {...props} standard={delivered(shelf)[name]} />;
}
