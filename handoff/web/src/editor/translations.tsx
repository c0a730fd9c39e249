/** The same article in other languages: those there are, and those that are missing. */
import { useState } from "preact/hooks";
import { contentOf } from "../model/staff-content.ts";
import { problemWords } from "../model/staff-problems.ts";
import { articleHash } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { languageName } from "../ui/format.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";

interface TranslationsProps {
  readonly desk: EditorDesk;
  readonly article: StaffArticle;
}

export function Translations({ desk, article }: TranslationsProps) {
  const { translations = [], missing_locales: missing = [], translation_of } = article;
  const [busy, setBusy] = useState(false);
  if (translations.length === 0 && missing.length === 0) return null;
  const create = async (locale: string) => {
    setBusy(true);
    try {
      const text = { ...contentOf(article), questions: [], locale };
      const made = await desk.api.create(text, translation_of ?? article.id);
      desk.list.took(made);
      location.hash = articleHash(made.id);
    } catch (problem) {
      desk.toasts.bad(problemWords(problem));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="translations" data-testid="translations">
      <h2 class="field-label">In other languages</h2>
      <ul>
        {translations.map(({ id, locale, status }) => (
          <li key={id}>
            <a href={articleHash(id)} data-testid="translation" data-locale={locale}>
              {languageName(locale)}
            </a>
            <Badge tone={status === "published" ? "accent" : "warn"}>{status}</Badge>
            {id === translation_of && <span class="soft">the original</span>}
          </li>
        ))}
        {missing.map((locale) => (
          <li key={locale} data-missing>
            <span>{languageName(locale)}</span>
            <span class="soft">missing</span>
            <Button
              size="small"
              icon="plus"
              disabled={busy}
              data-testid="translation-create"
              data-locale={locale}
              onClick={() => void create(locale)}
            >
              Translate
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
