/** The list of articles with search and filters. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Editing } from "../model/staff-editing.ts";
import { articleHash, NEW_ARTICLE_HASH } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { SearchField, Segments } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { ArticleStatus } from "../wire/articles.ts";
import type { ArticleFilter, StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";

const STATUSES: readonly { value: ArticleStatus | ""; label: string }[] = [
  { value: "", label: "All" },
  { value: "published", label: "Live" },
  { value: "draft", label: "Drafts" },
  { value: "archived", label: "Archived" },
];

const PENDING = { has_draft: "Draft changes", scheduled: "Scheduled" };

interface ArticlePaneProps {
  readonly desk: EditorDesk;
  readonly openId: string | null;
  readonly editing: Editing | null;
}

export function ArticlePane({ desk, openId, editing }: ArticlePaneProps) {
  const { query } = useStore(desk.list.filter);
  return (
    <aside class="articles" aria-label="Articles">
      <div class="articles-head">
        <SearchField
          label="Find an article"
          testid="article-search"
          value={query}
          onInput={(value) => desk.list.narrow({ query: value })}
          onDown={() => document.querySelector<HTMLElement>(".article-item")?.focus()}
        />
        <a
          class="button"
          data-kind="primary"
          data-size="normal"
          href={NEW_ARTICLE_HASH}
          data-testid="article-new"
          title="New article (N)"
        >
          <Icon name="plus" />
          New
        </a>
      </div>
      <Filters desk={desk} />
      <List desk={desk} openId={openId} editing={editing} />
    </aside>
  );
}

function Filters({ desk }: { readonly desk: EditorDesk }) {
  const { status, category, locale, pending } = useStore(desk.list.filter);
  const counts = useStore(desk.list.counts).value;
  const categories = useStore(desk.list.categories);
  const locales = useStore(desk.list.locales);
  return (
    <div class="articles-filter">
      <Segments
        label="Status"
        chosen={status}
        options={STATUSES.map((option) => ({ ...option, count: counts?.[option.value] }))}
        testid="filter"
        onChoose={(value) => desk.list.narrow({ status: value })}
      />
      <div class="articles-filter-line">
        <Choice
          label="Waiting"
          all="Any state"
          values={["has_draft", "scheduled"]}
          words={PENDING}
          chosen={pending}
          onChoose={(value) => desk.list.narrow({ pending: value as ArticleFilter["pending"] })}
        />
        <Choice
          label="Category"
          all="All categories"
          values={categories}
          chosen={category}
          onChoose={(value) => desk.list.narrow({ category: value })}
        />
        {(locales.length > 1 || locale !== "") && (
          <Choice
            label="Language"
            all="All languages"
            values={locales}
            chosen={locale}
            onChoose={(value) => desk.list.narrow({ locale: value })}
          />
        )}
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly values: readonly string[];
  /** What the values are called; else they speak for themselves. */
  readonly words?: Readonly<Record<string, string>>;
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
}

function Choice({ label, all, values, words = {}, chosen, onChoose }: ChoiceProps) {
  return (
    <select
      class="input"
      aria-label={label}
      data-testid={`filter-${label.toLowerCase()}`}
      value={chosen}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      <option value="">{all}</option>
      {values.map((name) => (
        <option key={name} value={name}>
          {words[name] ?? name}
        </option>
      ))}
    </select>
  );
}

function List({ desk, openId, editing }: ArticlePaneProps) {
  const { value, problem, waiting } = useStore(desk.list.page);
  const filter = useStore(desk.list.filter);
  const articles = value?.articles ?? [];
  const narrowed = Object.values(filter).some((part) => part !== "");
  const unsaved = new Set(desk.unsaved.ids());
  const unsavedMark = (id: string) => {
    if (id === editing?.id) return <OpenUnsaved editing={editing} />;
    return unsaved.has(id) && <Unsaved />;
  };
  return (
    <>
      {problem && (
        <p class="list-problem" role="alert">
          {problem}{" "}
          <Button size="small" onClick={() => desk.list.refresh()}>
            Try again
          </Button>
        </p>
      )}
      {!value && waiting && <Skeleton />}
      <ul class="articles-list" aria-label="Articles found" onKeyDown={moveFocus}>
        {articles.map((article) => (
          <ArticleItem
            key={article.id}
            article={article}
            here={article.id === openId}
            unsaved={unsavedMark(article.id)}
          />
        ))}
        {value && articles.length < value.total && <More desk={desk} shown={articles.length} />}
      </ul>
      {value && articles.length === 0 && (
        <div class="list-empty">
          <p>{narrowed ? "No article fits." : "No articles yet. Write one, or import a file."}</p>
          {narrowed && (
            <Button size="small" onClick={() => desk.list.clear()}>
              Show all
            </Button>
          )}
        </div>
      )}
      {value && articles.length > 0 && (
        <p class="list-total" role="status">
          {totalWords(articles.length, value.total)}
        </p>
      )}
    </>
  );
}

/** Asks for what follows as soon as it comes near. */
function More({ desk, shown }: { readonly desk: EditorDesk; readonly shown: number }) {
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver(
      (seen) => seen.some((entry) => entry.isIntersecting) && void desk.list.more(),
      { root: end.current.parentElement, rootMargin: "600px" },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, [desk, shown]);
  return (
    <li ref={end} class="list-more">
      Loading more…
    </li>
  );
}

function Skeleton() {
  return (
    <div class="list-skeleton" aria-hidden="true">
      {Array.from({ length: 8 }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** Up and Down go from one article to the next, without opening it. */
function moveFocus(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(".article-item")];
  const here = items.indexOf(document.activeElement as HTMLElement);
  if (here === -1) return;
  event.preventDefault();
  const next = event.key === "ArrowDown" ? here + 1 : here - 1;
  if (next < 0) document.querySelector<HTMLElement>("[data-search]")?.focus();
  else items[next]?.focus();
}

interface ArticleItemProps {
  readonly article: StaffArticle;
  readonly here: boolean;
  readonly unsaved: ComponentChildren;
}

function ArticleItem({ article, here, unsaved }: ArticleItemProps) {
  const { id, title, category, locale, status, has_draft, scheduled_at, schedule_problem } =
    article;
  return (
    <li>
      <a
        class="article-item"
        href={articleHash(id)}
        data-testid="article-item"
        data-article-id={id}
        data-status={status}
        aria-current={here ? "true" : undefined}
      >
        <i class="status-dot" data-status={status} aria-hidden="true" />
        <span class="article-item-title">{title}</span>
        <span class="article-item-line">
          {category}
          {locale !== "en" && ` · ${locale}`}
          <span class={status === "published" ? "unseen" : ""}> · {status}</span>
          {has_draft && <Badge tone="warn">Draft changes</Badge>}
          {scheduled_at && <Badge tone="accent">Scheduled</Badge>}
          {schedule_problem && <Badge tone="danger">Schedule stopped</Badge>}
          {article.stale_translation && <Badge tone="warn">Stale</Badge>}
          {unsaved}
        </span>
      </a>
    </li>
  );
}

function Unsaved() {
  return <Badge tone="danger">Unsaved</Badge>;
}

/** The open article changes while it is typed in. */
function OpenUnsaved({ editing }: { readonly editing: Editing }) {
  useStore(editing.state);
  return editing.dirty ? <Unsaved /> : null;
}

function totalWords(shown: number, total: number): string {
  const all = total === 1 ? "1 article" : `${total.toLocaleString("en")} articles`;
  return shown < total ? `${shown.toLocaleString("en")} of ${all}` : all;
}
