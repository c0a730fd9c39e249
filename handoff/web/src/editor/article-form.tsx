/** The fields of an article. */
import { useEffect, useId, useRef } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { useGrowing } from "../ui/staff-hooks.ts";
import { useStore } from "../ui/use-store.ts";
import type { EditorDesk } from "./desk.ts";
import { MarkdownField } from "./markdown-field.tsx";
import { Phrasings } from "./phrasings.tsx";
import { Suggestions } from "./suggestions.tsx";
import { Translations } from "./translations.tsx";

interface ArticleFormProps {
  readonly desk: EditorDesk;
  readonly editing: Editing;
}

export function ArticleForm({ desk, editing }: ArticleFormProps) {
  const { content, article } = useStore(editing.state);
  const categories = useStore(desk.list.categories);
  const ids = { title: useId(), category: useId(), categories: useId(), locale: useId() };
  const title = useRef<HTMLTextAreaElement>(null);
  useGrowing(title, content.title);
  useEffect(() => {
    if (!article) title.current?.focus();
  }, []);
  return (
    <form class="article-form" onSubmit={(event) => event.preventDefault()}>
      <div class="field title-field">
        <label for={ids.title} class="unseen">
          Title
        </label>
        <textarea
          id={ids.title}
          ref={title}
          rows={1}
          data-testid="article-title"
          placeholder="Title: what is this about?"
          maxLength={200}
          value={content.title}
          onInput={(event) =>
            editing.change({ title: event.currentTarget.value.replaceAll(/[\r\n]+/gu, " ") })
          }
          onKeyDown={(event) => {
            // A title has one line, however long: Enter goes on to the next field.
            if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing)
              return;
            event.preventDefault();
            document.getElementById(ids.category)?.focus();
          }}
        />
      </div>
      <div class="field-row">
        <div class="field">
          <label for={ids.category}>Category</label>
          <input
            id={ids.category}
            class="input"
            list={ids.categories}
            data-testid="article-category"
            maxLength={80}
            value={content.category}
            onInput={(event) => editing.change({ category: event.currentTarget.value })}
          />
          <datalist id={ids.categories}>
            {categories.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </div>
        <div class="field locale-field">
          <label for={ids.locale}>Language</label>
          <input
            id={ids.locale}
            class="input"
            data-testid="article-locale"
            maxLength={12}
            value={content.locale}
            onInput={(event) => editing.change({ locale: event.currentTarget.value })}
          />
        </div>
      </div>
      <MarkdownField body={content.body} onChange={(body) => editing.change({ body })} />
      <Phrasings
        questions={content.questions}
        onChange={(questions) => editing.change({ questions })}
      />
      {article && <Suggestions desk={desk} editing={editing} />}
      {article && <Translations desk={desk} article={article} />}
    </form>
  );
}
