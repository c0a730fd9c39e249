/** Narrowing the list down and turning it round; what is chosen stands in the address. */
import { useId } from "preact/hooks";
import { listAt, openedAt } from "../model/staff-place.ts";
import {
  FILTERS,
  type FilterName,
  type Selection,
  SORTS,
  type Sort,
} from "../model/staff-views.ts";
import { Icon } from "../ui/icons.tsx";
import { StaffIcon } from "../ui/staff-icons.tsx";

const FILTER_TITLES: Readonly<Record<FilterName, string>> = {
  team: "Team",
  tag: "Tag",
  reason: "Reason",
  language: "Language",
  agent: "Agent",
};
const SORT_TITLES: Readonly<Record<Sort, string>> = {
  waiting: "Longest waiting",
  recent: "Newest message",
  oldest: "Oldest message",
  due: "Due first",
  priority: "Priority",
};

interface QueueFiltersProps {
  readonly selection: Selection;
  readonly openId: string | null;
  readonly choices: Readonly<Record<FilterName, readonly string[]>>;
  readonly nameOf: (filter: FilterName, value: string) => string;
}

export function QueueFilters({ selection, openId, choices, nameOf }: QueueFiltersProps) {
  const { filters, sort } = selection;
  const chosen = FILTERS.filter((name) => filters[name] !== undefined);
  const go = (next: Selection) => {
    location.hash = openId === null ? listAt(next) : openedAt(next, openId);
  };
  const filter = (name: FilterName, value: string) => {
    const { [name]: _, ...others } = filters;
    go({ ...selection, filters: value === "" ? others : { ...others, [name]: value } });
  };
  return (
    <>
      <details class="filters">
        <summary data-testid="filters">
          <StaffIcon name="filter" />
          Filter and sort
          {chosen.length > 0 && <span class="filters-count">{chosen.length}</span>}
        </summary>
        <div class="filters-fields">
          {FILTERS.map((name) => (
            <Choice
              key={name}
              title={FILTER_TITLES[name]}
              testid={`filter-${name}`}
              value={filters[name] ?? ""}
              none="Any"
              options={withChosen(choices[name], filters[name]).map((value) => ({
                value,
                words: nameOf(name, value),
              }))}
              onChoose={(value) => filter(name, value)}
            />
          ))}
          <Choice
            title="Order"
            testid="sort"
            value={sort ?? ""}
            none="As usual"
            options={SORTS.map((value) => ({ value, words: SORT_TITLES[value] }))}
            onChoose={(value) => go({ ...selection, sort: value === "" ? null : (value as Sort) })}
          />
        </div>
      </details>
      {(chosen.length > 0 || sort) && (
        <div class="filters-chosen">
          {chosen.map((name) => (
            <Chosen
              key={name}
              words={`${FILTER_TITLES[name]}: ${nameOf(name, filters[name] ?? "")}`}
              onDrop={() => filter(name, "")}
            />
          ))}
          {sort && (
            <Chosen words={SORT_TITLES[sort]} onDrop={() => go({ ...selection, sort: null })} />
          )}
        </div>
      )}
    </>
  );
}

/** What is chosen can be unchosen, also when nothing goes by it any more. */
function withChosen(values: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || values.includes(chosen) ? values : [...values, chosen];
}

function Chosen({ words, onDrop }: { readonly words: string; readonly onDrop: () => void }) {
  return (
    <button type="button" class="chip filters-chip" onClick={onDrop}>
      {words}
      <span class="unseen">: remove</span>
      <Icon name="close" />
    </button>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly testid: string;
  readonly value: string;
  readonly none: string;
  readonly options: readonly { readonly value: string; readonly words: string }[];
  readonly onChoose: (value: string) => void;
}

function Choice({ title, testid, value, none, options, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <>
      <label for={id}>{title}</label>
      <select
        id={id}
        class="input"
        data-testid={testid}
        value={value}
        disabled={options.length === 0}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        <option value="">{none}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.words}
          </option>
        ))}
      </select>
    </>
  );
}
