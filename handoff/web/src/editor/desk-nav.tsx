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
];

export function DeskNav({ route }: { readonly route: Route }) {
  const here = (page: string) => (route.kind === page ? "page" : undefined);
  const articles = ["start", "article", "new-article", "conversation"].includes(route.kind);
  return (
    <div class="desk-nav">
      <a href={START_HASH} aria-current={articles ? "page" : undefined} data-testid="nav-articles">
        <Icon name="article" />
        Articles
      </a>
      {PAGES.map(({ page, label, short, icon }) => (
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
