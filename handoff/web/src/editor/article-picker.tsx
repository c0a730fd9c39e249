/** Chooses one article by a few letters of its title. */
import { useEffect, useId, useState } from "preact/hooks";
import { articleFinder } from "../model/staff-finder.ts";
import { ListBox, useListKeys } from "../ui/staff-listbox.tsx";
import { useStore } from "../ui/use-store.ts";
import type { EditorDesk } from "./desk.ts";

const REST_MS = 150;
const MOST = 6;

export interface Picked {
  readonly id: string;
  readonly title: string;
}

interface ArticlePickerProps {
  readonly desk: EditorDesk;
  readonly picked: Picked | null;
  readonly onPick: (picked: Picked | null) => void;
}

export function ArticlePicker({ desk, picked, onPick }: ArticlePickerProps) {
  const [typed, setTyped] = useState(picked?.title ?? "");
  const [latest] = useState(() => articleFinder(desk.api, desk.clock, MOST));
  const { value, problem } = useStore(latest.state);
  const id = useId();
  useEffect(() => {
    if (!picked) latest.ask(typed.trim(), REST_MS);
  }, [latest, typed, picked]);
  const found = picked ? [] : (value ?? []);
  const take = (index: number) => {
    const article = found[index];
    if (!article) return;
    setTyped(article.title);
    onPick({ id: article.id, title: article.title });
  };
  const keys = useListKeys(found.length, take);
  return (
    <div class="field picker">
      <label for={id}>Article</label>
      <input
        {...keys.field}
        id={id}
        class="input"
        data-testid="picker"
        placeholder="A few letters of its title"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          keys.choose(0);
          onPick(null);
        }}
      />
      <ListBox keys={keys} label="Articles" items={found} idOf={(one) => one.id} onTake={take}>
        {(article) => (
          <>
            <span>{article.title}</span>
            <span class="soft">{article.category}</span>
          </>
        )}
      </ListBox>
      {problem && <p class="field-hint">{problem}</p>}
    </div>
  );
}
