/** Placeholders that nothing is known for: each leads to its place in the text. */
import type { RefObject } from "preact";
import { unfilled } from "../model/staff-canned.ts";
import { Icon } from "../ui/icons.tsx";

interface UnfilledMarksProps {
  readonly text: string;
  readonly warned: boolean;
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

export function UnfilledMarks({ text, warned, box }: UnfilledMarksProps) {
  const gaps = unfilled(text);
  if (gaps.length === 0) return null;
  return (
    <div class="unfilled" data-testid="unfilled" role={warned ? "alert" : undefined}>
      <Icon name="alert" />
      <span>Fill in before sending:</span>
      {gaps.map(({ name, from, to }) => (
        <button
          key={from}
          type="button"
          onClick={() => {
            box.current?.focus();
            box.current?.setSelectionRange(from, to);
          }}
        >
          {name.replaceAll("_", " ")}
        </button>
      ))}
    </div>
  );
}
