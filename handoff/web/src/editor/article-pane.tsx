/** The list of articles with search and filters. */
import type { ComponentChildren, RefObject } from "preact";
import type { Editing } from "../model/staff-editing.ts";
import { articleHash, NEW_ARTICLE_HASH } from "../model/staff-route.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { useStore } from "../ui/use-store.ts";
import type { ArticleStatus } from "../wire/articles.ts";
import type { StaffArticle } from "../wire/staff-articles.ts";
import type { EditorDesk } from "./desk.ts";

const STATUSES: readonly { status: ArticleStatus | ""; label: string }[] = [
  { status: "", label: "All" },
  { status: "published", label: "Published" },
  { status: "draft", label: "Drafts" },
  { status: "archived", label: "Archived" },
];

interface ArticlePaneProps {
  readonly desk: EditorDesk;
  readonly openId: string | null;
  readonly searchBox: RefObject<HTMLInputElement | null>;
  readonly editing: Editing | null;
}

export function ArticlePane({ desk, openId, searchBox, editing }: ArticlePaneProps) {
  const { value, problem } = useStore(desk.list.page);
  const filter = useStore(desk.list.filter);
  const articles = value?.articles ?? [];
  const narrowed = filter.query !== "" || filter.status !== "" || filter.category !== "";
  const unsaved = new Set(desk.unsaved.ids());
  return (
    <aside class="articles" aria-label="Articles">
      <div class="articles-head">
        <div class="search-field">
          <Icon name="search" />
          <input
            ref={searchBox}
            class="input"
            type="search"
            placeholder="Find an article"
            aria-label="Find an article"
            data-testid="article-search"
            value={filter.query}
            onInput={(event) => desk.list.narrow({ query: event.currentTarget.value })}
          />
        </div>
        <a
          class="button"
          data-kind="primary"
          data-size="normal"
          href={NEW_ARTICLE_HASH}
          data-testid="article-new"
          title="New article (Alt+N)"
        >
          <Icon name="plus" />
          New
        </a>
      </div>
      <div class="articles-filter">
        <StatusFilter desk={desk} />
        <CategoryFilter desk={desk} />
      </div>
      {problem && (
        <p class="articles-problem" role="alert">
          {problem}{" "}
          <Button size="small" onClick={() => desk.list.refresh()}>
            Try again
          </Button>
        </p>
      )}
      <ul class="articles-list">
        {articles.map((article) => (
          <ArticleItem
            key={article.id}
            article={article}
            here={article.id === openId}
            unsaved={
              article.id === editing?.id ? (
                <OpenUnsaved editing={editing} />
              ) : (
                unsaved.has(article.id) && <Unsaved />
              )
            }
          />
        ))}
      </ul>
      {value && articles.length === 0 && (
        <p class="articles-empty">
          {narrowed ? "No article fits. Try other words or filters." : "No articles yet."}
        </p>
      )}
      {value && articles.length > 0 && <p class="articles-total">{totalWords(value)}</p>}
    </aside>
  );
}

function StatusFilter({ desk }: { readonly desk: EditorDesk }) {
  const { status: chosen } = useStore(desk.list.filter);
  return (
    <fieldset class="segments">
      <legend class="unseen">Status</legend>
      {STATUSES.map(({ status, label }) => (
        <button
          key={status}
          type="button"
          aria-pressed={status === chosen}
          data-testid={`filter-${status || "all"}`}
          onClick={() => desk.list.narrow({ status })}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function CategoryFilter({ desk }: { readonly desk: EditorDesk }) {
  const { category } = useStore(desk.list.filter);
  const categories = useStore(desk.list.categories);
  return (
    <select
      class="input"
      aria-label="Category"
      data-testid="filter-category"
      value={category}
      onChange={(event) => desk.list.narrow({ category: event.currentTarget.value })}
    >
      <option value="">All categories</option>
      {categories.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface ArticleItemProps {
  readonly article: StaffArticle;
  readonly here: boolean;
  readonly unsaved: ComponentChildren;
}

function ArticleItem({ article, here, unsaved }: ArticleItemProps) {
  const { id, title, category, status, has_draft } = article;
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
          <span class={status === "published" ? "unseen" : ""}> · {status}</span>
          {has_draft && <Badge tone="warn">Draft changes</Badge>}
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

function totalWords({ articles, total }: { articles: readonly unknown[]; total: number }): string {
  if (articles.length < total) return `${articles.length} of ${total} articles. Search to narrow.`;
  return total === 1 ? "1 article" : `${total} articles`;
}
