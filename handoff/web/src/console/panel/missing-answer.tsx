/** Tells the editors that no article answers what the customer asked. */
import { useState } from "preact/hooks";
import type { Care } from "../../model/staff-care.ts";
import type { Question } from "../../model/staff-suggestion.ts";
import { Icon } from "../../ui/icons.tsx";
import { StaffIcon } from "../../ui/staff-icons.tsx";

interface MissingAnswerProps {
  readonly care: Care;
  readonly id: string;
  readonly question: Question;
}

export function MissingAnswer({ care, id, question }: MissingAnswerProps) {
  const [state, setState] = useState<"open" | "sending" | "told">("open");
  const [problem, setProblem] = useState<string | null>(null);
  const tell = async () => {
    setState("sending");
    const refused = await care.miss(id, question.message_id);
    setProblem(refused);
    setState(refused === null ? "told" : "open");
  };
  if (state === "told") {
    return (
      <p class="missing-told" role="status" data-testid="missing-told">
        <Icon name="check" /> The editors see this question among what to write next.
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        class="link-button"
        data-testid="missing"
        disabled={state === "sending"}
        onClick={() => void tell()}
      >
        <StaffIcon name="bulb" /> This answer is missing
      </button>
      {problem && (
        <p class="form-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
