/** What the lists and pages of staff share: a search field, a choice of a few, and how nothing looks. */
import type { ComponentChildren, RefObject } from "preact";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";

interface SearchFieldProps {
  readonly label: string;
  readonly testid?: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly field?: RefObject<HTMLInputElement | null>;
  /** Down goes from the field into the list. */
  readonly onDown?: () => void;
}

/** The one field of a page that `/` leads to; Escape empties and leaves it. */
export function SearchField(props: SearchFieldProps) {
  const { label, testid, value, field = null, onInput, onDown } = props;
  const onKey = (event: KeyboardEvent & { currentTarget: HTMLInputElement }) => {
    if (event.key === "ArrowDown" && onDown) onDown();
    else if (event.key === "Escape") {
      onInput("");
      event.currentTarget.blur();
    } else return;
    event.preventDefault();
  };
  return (
    <div class="search-field">
      <Icon name="search" />
      <input
        ref={field}
        class="input"
        type="search"
        placeholder={label}
        aria-label={label}
        data-search
        data-testid={testid}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        onKeyDown={onKey}
      />
    </div>
  );
}

interface SegmentsProps<T extends string | number> {
  readonly label: string;
  readonly chosen: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly count?: number | undefined;
  }[];
  readonly testid?: string;
  readonly onChoose: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segments<T extends string | number>(props: SegmentsProps<T>) {
  const { label, chosen, options, testid, onChoose } = props;
  return (
    <fieldset class="segments">
      <legend class="unseen">{label}</legend>
      {options.map(({ value, label: words, count }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === chosen}
          data-testid={testid && `${testid}-${value || "all"}`}
          onClick={() => onChoose(value)}
        >
          {words}
          {count !== undefined && <span class="segment-count">{count.toLocaleString("en")}</span>}
        </button>
      ))}
    </fieldset>
  );
}

interface NothingProps {
  readonly title: string;
  readonly testid?: string;
  readonly children: ComponentChildren;
}

/** An empty page or part of one: what it means, and what to do. */
export function Nothing({ title, testid, children }: NothingProps) {
  return (
    <div class="nothing" data-testid={testid}>
      <h3>{title}</h3>
      <div>{children}</div>
    </div>
  );
}

interface TroubleProps {
  readonly problem: string;
  readonly onAgain: () => void;
}

/** Something could not be fetched. */
export function Trouble({ problem, onAgain }: TroubleProps) {
  return (
    <div class="trouble" role="alert" data-testid="trouble">
      <Icon name="alert" />
      <p>{problem}</p>
      <Button size="small" onClick={onAgain}>
        Try again
      </Button>
    </div>
  );
}

interface PageProps {
  readonly title: string;
  readonly words: ComponentChildren;
  /** What stands at the end of the head: buttons, choices. */
  readonly tools?: ComponentChildren;
  readonly busy?: boolean;
  readonly testid?: string;
  readonly children: ComponentChildren;
}

/** A page of its own beside the lists: title, one sentence, content. */
export function DeskPageFrame({ title, words, tools, busy, testid, children }: PageProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section class="page" aria-label={title} aria-busy={busy} data-testid={testid} tabIndex={0}>
      <div class="page-column">
        <header class="page-head">
          <div class="page-title">
            <h2>{title}</h2>
            <p>{words}</p>
          </div>
          {tools && <div class="page-tools">{tools}</div>}
        </header>
        {children}
      </div>
    </section>
  );
}

/** A table that may be wider than the page. */
export function TableBox({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
    <section class="table-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}

/** Grey shapes while something is fetched for the first time. */
export function Waiting({ lines = 3 }: { readonly lines?: number }) {
  return (
    <div class="waiting-shapes" aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}
