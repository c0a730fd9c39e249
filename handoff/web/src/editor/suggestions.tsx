/** What customers really asked about this article and what is not among its phrasings yet. */
import { useEffect, useState } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { Latest } from "../model/staff-latest.ts";
import { Icon } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Suggestion } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";

interface SuggestionsProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function Suggestions({ desk, editing }: SuggestionsProps) {
  const { content } = useStore(editing.state);
  const id = editing.id ?? "";
  const [latest] = useState(
    () => new Latest<string, readonly Suggestion[]>(desk.clock, (of) => desk.api.suggestions(of)),
  );
  const { value } = useStore(latest.state);
  useEffect(() => latest.ask(id), [latest, id]);
  const taken = new Set(content.questions.map(plain));
  const left = (value ?? []).filter(({ text }) => !taken.has(plain(text)));
  if (left.length === 0) return null;
  const add = (texts: readonly string[]) =>
    editing.change({ questions: [...content.questions.filter((text) => text.trim()), ...texts] });
  return (
    <section class="suggestions" data-testid="suggestions">
      <h2 class="field-label">Customers also asked</h2>
      <ul>
        {left.map(({ text, count }) => (
          <li key={text}>
            <button
              type="button"
              data-testid="suggestion"
              title="Add it to the phrasings"
              onClick={() => add([text])}
            >
              <Icon name="plus" />
              <span>{text}</span>
              {count > 1 && <small>{count}×</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function plain(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/gu, " ");
}
