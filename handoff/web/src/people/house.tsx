/** The whole page: one's own account, and for admins the people, the audit log and webhooks. */
import { useEffect, useState } from "preact/hooks";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Toasts } from "../model/staff-toasts.ts";
import { StaffBar, useShortcutSheet } from "../ui/staff-bar.tsx";
import type { Session } from "../wire/payloads.ts";
import { AccountPage } from "./account-page.tsx";
import { AuditPage } from "./audit-page.tsx";
import { PeopleDesk } from "./desk.ts";
import { PeoplePage } from "./people-page.tsx";
import { WebhooksPage } from "./webhooks-page.tsx";

interface HouseProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
  readonly toasts: Toasts;
}

const PAGES = [
  ["#/account", "Your account"],
  ["#/people", "People"],
  ["#/audit", "Audit log"],
  ["#/webhooks", "Webhooks"],
] as const;

function useHash(): string {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const take = () => setHash(location.hash);
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return hash;
}

export function House({ keeper, session, toasts }: HouseProps) {
  const [desk] = useState(() => new PeopleDesk(keeper, toasts));
  const hash = useHash();
  const sheet = useShortcutSheet([]);
  const pages = session.roles.includes("admin") ? PAGES : PAGES.slice(0, 1);
  const here = pages.find(([address]) => address === hash)?.[0] ?? pages[0]?.[0];
  return (
    <div class="house">
      <StaffBar
        here="people"
        session={session}
        keeper={keeper}
        toasts={toasts}
        onHelp={sheet.show}
        pages={pages.map(([address, words]) => (
          <a key={address} href={address} aria-current={address === here ? "page" : undefined}>
            {words}
          </a>
        ))}
      />
      <main>
        {here === "#/people" && <PeoplePage desk={desk} own={session.id} />}
        {here === "#/audit" && <AuditPage desk={desk} />}
        {here === "#/webhooks" && <WebhooksPage desk={desk} />}
        {here === "#/account" && <AccountPage desk={desk} session={session} keeper={keeper} />}
      </main>
      {sheet.sheet}
    </div>
  );
}
