/** One value of the policy: a number with its range and default, or the topics that are left to the bot. */
import { useEffect, useId, useState } from "preact/hooks";
import { labelOf, same, typedNumber, valueWords } from "../model/staff-policy.ts";
import { humanised } from "../model/staff-words.ts";
import { Badge } from "../ui/bits.tsx";
import { Icon } from "../ui/icons.tsx";
import type { PolicyValue } from "../wire/staff-policies.ts";
import type { ValueProps } from "./policy-form.tsx";

interface NumberProps extends ValueProps {
  /** As it was delivered. */
  readonly standard: PolicyValue | undefined;
}

export function NumberField(props: NumberProps) {
  const { name, shelf, values, current, standard, problem, writes, onChange } = props;
  const ids = { field: useId(), hint: useId(), problem: useId() };
  const value = values[name];
  const changed = !same(value, current[name]);
  const [typed, setTyped] = useTyped(value);
  const [low, high] = shelf.ranges[name] ?? [null, null];
  return (
    <div class="field policy-value" data-testid="policy-value" data-name={name}>
      <span class="policy-label">
        <label for={ids.field}>{labelOf(name)}</label>
        {changed && <Badge tone="warn">was {valueWords(current[name])}</Badge>}
      </span>
      <input
        id={ids.field}
        class="input"
        inputMode="decimal"
        autocomplete="off"
        readOnly={!writes}
        data-testid={`value-${name}`}
        aria-describedby={`${ids.hint} ${problem ? ids.problem : ""}`}
        aria-invalid={problem !== null}
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          onChange(name, typedNumber(event.currentTarget.value));
        }}
      />
      <span class="policy-meaning" id={ids.hint}>
        {shelf.meanings[name]}{" "}
        <span class="soft">
          {low !== null && `${low} to ${high}`}
          {standard !== undefined && `, delivered as ${valueWords(standard)}`}
          {writes && standard !== undefined && !same(value, standard) && (
            <button
              type="button"
              class="link-button"
              aria-label={`${labelOf(name)}: back to ${valueWords(standard)}`}
              onClick={() => onChange(name, standard)}
            >
              Back to {valueWords(standard)}
            </button>
          )}
        </span>
      </span>
      {problem && <FieldProblem id={ids.problem} words={problem} />}
    </div>
  );
}

export function FieldProblem({ id, words }: { readonly id?: string; readonly words: string }) {
  return (
    <span class="field-problem" id={id} role="alert" data-testid="field-problem">
      <Icon name="alert" />
      {words}
    </span>
  );
}

/** What stands in the field, kept as it was typed ("0.", "1,5") while it means the same value. */
function useTyped(value: PolicyValue | undefined): [string, (text: string) => void] {
  const [typed, setTyped] = useState(String(value ?? ""));
  useEffect(() => {
    if (!same(typedNumber(typed), value)) setTyped(String(value ?? ""));
  }, [value]);
  return [typed, setTyped];
}

interface TopicsProps {
  readonly topics: readonly string[];
  readonly muted: readonly string[];
  readonly problem: string | null;
  readonly writes: boolean;
  readonly onChange: (muted: readonly string[]) => void;
}

/** Ticked: a person is called at once. */
export function RiskTopics({ topics, muted, problem, writes, onChange }: TopicsProps) {
  return (
    <fieldset class="topic-list" data-testid="value-muted_risks">
      <legend class="unseen">Topics for which a person is called at once</legend>
      {topics.map((topic) => (
        <label key={topic} class="check">
          <input
            type="checkbox"
            disabled={!writes}
            checked={!muted.includes(topic)}
            data-testid={`topic-${topic}`}
            onChange={(event) =>
              onChange(
                event.currentTarget.checked
                  ? muted.filter((one) => one !== topic)
                  : topics.filter((one) => one === topic || muted.includes(one)),
              )
            }
          />
          {humanised(topic)}
          {muted.includes(topic) && <Badge tone="warn">left to the bot</Badge>}
        </label>
      ))}
      {problem && <FieldProblem words={problem} />}
    </fieldset>
  );
}
