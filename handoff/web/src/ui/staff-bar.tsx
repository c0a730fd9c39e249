/** The bar on top of every page for staff: where one is, who one is, and what the keys do. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { converses, keepsArticles } from "../model/staff-rights.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import { keysOf, type Shortcut } from "../model/staff-shortcuts.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import type { Session } from "../wire/payloads.ts";
import { Avatar } from "./bits.tsx";
import { Dialog } from "./staff-dialog.tsx";
import { BrandMark } from "./staff-gate.tsx";
import { StaffIcon } from "./staff-icons.tsx";

interface BarProps {
  readonly here: "console" | "editor" | "people";
  readonly session: Session;
  readonly keeper: SessionKeeper;
  readonly toasts: Toasts;
  readonly onHelp: () => void;
  /** The pages of this place, where it has more than one. */
  readonly pages?: ComponentChildren;
  readonly children?: ComponentChildren;
}

const TITLES = { console: "Conversations", editor: "Articles", people: "People" } as const;

export function StaffBar(props: BarProps) {
  const { here, session, keeper, toasts, onHelp, pages, children } = props;
  const signOut = async () => {
    const problem = await keeper.signOut();
    if (problem) toasts.bad(problem);
  };
  return (
    <header class="staff-bar">
      <BrandMark />
      <h1 class="unseen">{TITLES[here]}</h1>
      <nav aria-label="Places">
        {converses(session.roles) && (
          <a href="/console" aria-current={here === "console" ? "page" : undefined}>
            Conversations
          </a>
        )}
        {pages}
        {(!pages || here === "people") &&
          (keepsArticles(session.roles) ? (
            <a href="/editor">Articles</a>
          ) : (
            <a href="/editor#/policy">Policy</a>
          ))}
      </nav>
      <div class="staff-bar-end">
        {children}
        <button
          type="button"
          class="icon-button wide-only"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts (?)"
          onClick={onHelp}
        >
          <StaffIcon name="keyboard" />
        </button>
        <a
          class="staff-me"
          href="/people"
          title={`${session.email}: your account`}
          aria-label={`${session.name}: your account`}
          aria-current={here === "people" ? "page" : undefined}
        >
          <Avatar name={session.name} size="small" />
          <span class="wide-only">{session.name}</span>
        </a>
        <button
          type="button"
          class="icon-button"
          aria-label="Sign out"
          title="Sign out"
          data-testid="sign-out"
          onClick={() => void signOut()}
        >
          <StaffIcon name="signOut" />
        </button>
      </div>
    </header>
  );
}

/** Whether the sheet of shortcuts is open, and the sheet itself. */
export function useShortcutSheet(shortcuts: readonly Shortcut[]) {
  const [open, setOpen] = useState(false);
  const sheet = open && <ShortcutSheet shortcuts={shortcuts} onClose={() => setOpen(false)} />;
  return { open, sheet, show: () => setOpen(true) };
}

interface SheetProps {
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}

function ShortcutSheet({ shortcuts, onClose }: SheetProps) {
  const mac = /mac|iphone|ipad/iu.test(navigator.userAgent);
  const groups = [...new Set(shortcuts.map((shortcut) => shortcut.group))];
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} testid="shortcuts">
      <div class="shortcut-groups">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {linesOf(shortcuts, group).map(([label, strokes]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>
                    {strokes.map((stroke, index) => (
                      <Keys key={index} keys={keysOf(stroke, mac)} or={index > 0} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

/** What has several keys stands in one line. */
function linesOf(shortcuts: readonly Shortcut[], group: string): [string, Shortcut[]][] {
  const lines = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts.filter((shortcut) => shortcut.group === group)) {
    lines.set(shortcut.label, [...(lines.get(shortcut.label) ?? []), shortcut]);
  }
  return [...lines];
}

/** Keys as they are pressed together. */
export function Keys({ keys, or = false }: { readonly keys: readonly string[]; or?: boolean }) {
  return (
    <>
      {or && <span class="shortcut-or">or</span>}
      {keys.map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}
