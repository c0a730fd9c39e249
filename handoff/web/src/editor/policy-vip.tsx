/** The rules that make a verified customer a VIP. */
import { typedEquals } from "../model/staff-policy.ts";
import { Button, IconButton } from "../ui/button.tsx";
import type { VipRule } from "../wire/staff-policies.ts";
import { FieldProblem } from "./policy-fields.tsx";

interface VipProps {
  readonly rules: readonly VipRule[];
  readonly problem: string | null;
  readonly writes: boolean;
  readonly onChange: (rules: readonly VipRule[]) => void;
}

export function VipRules({ rules, problem, writes, onChange }: VipProps) {
  const put = (at: number, rule: VipRule) =>
    onChange(rules.map((one, index) => (index === at ? rule : one)));
  return (
    <fieldset class="vip-rules" data-testid="value-vip">
      <legend>VIP rules</legend>
      <p class="soft">
        An attribute of the identity token that your website signs, such as <code>plan</code> is
        gold. One rule that is met is enough.
      </p>
      {rules.map((rule, at) => (
        <Rule
          key={at}
          rule={rule}
          number={at + 1}
          writes={writes}
          onChange={(next) => put(at, next)}
          onRemove={() => onChange(rules.filter((_, index) => index !== at))}
        />
      ))}
      {rules.length === 0 && <p class="soft">No rule: nobody is a VIP.</p>}
      {problem && <FieldProblem words={problem} />}
      {writes && (
        <Button
          size="small"
          icon="plus"
          data-testid="vip-add"
          onClick={() => onChange([...rules, { attribute: "", equals: "" }])}
        >
          Add a rule
        </Button>
      )}
    </fieldset>
  );
}

interface RuleProps {
  readonly rule: VipRule;
  readonly number: number;
  readonly writes: boolean;
  readonly onChange: (rule: VipRule) => void;
  readonly onRemove: () => void;
}

function Rule({ rule, number, writes, onChange, onRemove }: RuleProps) {
  const { attribute, equals, at_least } = rule;
  const least = at_least !== undefined;
  const limit = String(least ? at_least : (equals ?? ""));
  const set = (name: string, atLeast: boolean, text: string) =>
    onChange(
      atLeast
        ? { attribute: name, at_least: Number(text) || 0 }
        : { attribute: name, equals: typedEquals(text) },
    );
  return (
    <div class="vip-rule" data-testid="vip-rule">
      <input
        class="input"
        aria-label={`Rule ${number}: attribute`}
        placeholder="attribute"
        readOnly={!writes}
        value={attribute}
        onChange={(event) => set(event.currentTarget.value.trim(), least, limit)}
      />
      <select
        class="input"
        aria-label={`Rule ${number}: compared how`}
        disabled={!writes}
        value={least ? "least" : "is"}
        onChange={(event) => set(attribute, event.currentTarget.value === "least", limit)}
      >
        <option value="is">is</option>
        <option value="least">is at least</option>
      </select>
      <input
        class="input"
        aria-label={`Rule ${number}: value`}
        placeholder="value"
        readOnly={!writes}
        value={limit}
        onChange={(event) => set(attribute, least, event.currentTarget.value)}
      />
      {writes && <IconButton icon="close" label={`Remove rule ${number}`} onClick={onRemove} />}
    </div>
  );
}
