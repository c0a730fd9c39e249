/** The pages of the editor's desk: in the bar on a wide screen, at the bottom of a narrow one. */
import { type DeskPage, pageHash, type Route, START_HASH } from "../model/staff-route.ts";
import { Icon } from "../ui/icons.tsx";
import { StaffIcon, type StaffIconName } from "../ui/staff-icons.tsx";

const PAGES: readonly { page: DeskPage; label: string; short: string; icon: StaffIconName }[] = [
  { page: "gaps", label: "What to write next", short: "Next", icon: "bulb" },
  { page: "golden", label: "Golden questions", short: "Golden", icon: "medal" },
  { page: "imports", label: "Imports", short: "Imports", icon: "upload" },
  { page: "health", label: "Health", short: "Health", icon: "pulse" },
  { page: "trust", label: "Trust", short: "Trust", icon: "shield" },
  { page: "policy", label: "Policy", short: "Policy", icon: "sliders" },
  { page: "voice", label: "Voice", short: "Voice", icon: "quote" },
  { page: "understanding", label: "Understanding", short: "Intents", icon: "ear" },
];

interface NavProps {
  readonly route: Route;
  readonly pages: readonly DeskPage[];
  /** Whether the articles themselves are among what is kept here. */
  readonly articles: boolean;
}

export function DeskNav({ route, pages, articles }: NavProps) {
  const here = (page: string) => (route.kind === page ? "page" : undefined);
  const atArticles = ["start", "article", "new-article", "conversation"].includes(route.kind);
  return (
    <div class="desk-nav">
      {articles && (
        <a
          href={START_HASH}
          aria-current={atArticles ? "page" : undefined}
          data-testid="nav-articles"
        >
          <Icon name="article" />
          Articles
        </a>
      )}
      {PAGES.filter(({ page }) => pages.includes(page)).map(({ page, label, short, icon }) => (
        <a
          key={page}
          href={pageHash(page)}
          aria-current={here(page)}
          aria-label={label}
          data-testid={`nav-${page}`}
        >
          <StaffIcon name={icon} />
          <span class="wide-words">{label}</span>
          <span class="narrow-words">{short}</span>
        </a>
      ))}
    </div>
  );
}
