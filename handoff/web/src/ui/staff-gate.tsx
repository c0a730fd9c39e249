/** Lets staff in. A session that ends asks for the password above the page, which stays as it is. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { converses } from "../model/staff-rights.ts";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { Role, Session } from "../wire/payloads.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";
import { Dialog } from "./staff-dialog.tsx";
import { SignInForm } from "./staff-sign-in.tsx";
import { useStore } from "./use-store.ts";

interface GateProps {
  readonly keeper: SessionKeeper;
  readonly title: string;
  /** Who may work here, besides admins; null means everybody. */
  readonly admits: Role | null;
  readonly children: (session: Session) => ComponentChildren;
}

export function Gate({ keeper, title, admits, children }: GateProps) {
  const { phase, session } = useStore(keeper.state);
  useEffect(() => void keeper.check(), [keeper]);
  useSignsOfLife(keeper);

  if (phase === "unreachable") return <Unreachable keeper={keeper} />;
  if (phase === "checking") return <div class="door" aria-busy="true" />;
  if (!session) {
    return (
      <Door title={title} words="Sign in to begin.">
        <SignInForm keeper={keeper} />
      </Door>
    );
  }
  if (admits && !session.roles.some((role) => standsFor(role).includes(admits))) {
    return <WrongDoor keeper={keeper} session={session} />;
  }
  return (
    <>
      {children(session)}
      {phase === "out" && (
        <Dialog title="Sign in again">
          <p class="dialog-words">Your session has ended. Nothing you typed is lost.</p>
          <SignInForm keeper={keeper} email={session.email} />
        </Dialog>
      )}
    </>
  );
}

/** As whom each role works: a supervisor is an agent too, an admin is anybody. */
function standsFor(role: Role): readonly Role[] {
  if (role === "admin") return ["admin", "supervisor", "agent", "editor"];
  return role === "supervisor" ? ["supervisor", "agent"] : [role];
}

/** Looks at the session every few minutes in which somebody did something, so that it does not run idle. */
function useSignsOfLife(keeper: SessionKeeper): void {
  useEffect(() => {
    let alive = false;
    const notice = () => {
      alive = true;
    };
    const timer = setInterval(() => {
      if (alive) void keeper.check();
      alive = false;
    }, 240_000);
    const kinds = ["pointerdown", "keydown"] as const;
    for (const kind of kinds) window.addEventListener(kind, notice, { passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of kinds) window.removeEventListener(kind, notice);
    };
  }, [keeper]);
}

interface DoorProps {
  readonly title: string;
  readonly words: string;
  readonly children: ComponentChildren;
}

export function Door({ title, words, children }: DoorProps) {
  return (
    <main class="door">
      <div class="door-card">
        <BrandMark />
        <h1>{title}</h1>
        <p class="door-words">{words}</p>
        {children}
      </div>
    </main>
  );
}

export function BrandMark() {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="9" />
      <path d="M8 19a8 8 0 0 1 16 0v1H8zM7 23h18M16 11V8.5" />
    </svg>
  );
}

function Unreachable({ keeper }: { readonly keeper: SessionKeeper }) {
  useEffect(() => {
    const timer = setInterval(() => void keeper.check(), 5_000);
    return () => clearInterval(timer);
  }, [keeper]);
  return (
    <Door title="No connection" words="The server does not answer. Trying again by itself.">
      <p class="form-problem" role="status">
        <Icon name="offline" />
        <span>Check your network, or wait a moment while the server restarts.</span>
      </p>
      <Button kind="primary" onClick={() => void keeper.check()}>
        Try now
      </Button>
    </Door>
  );
}

interface WrongDoorProps {
  readonly keeper: SessionKeeper;
  readonly session: Session;
}

function WrongDoor({ keeper, session }: WrongDoorProps) {
  const agent = converses(session.roles);
  return (
    <Door
      title="Another door"
      words={
        agent
          ? "Your account is for talking with customers. Articles are kept by editors."
          : "Your account is for keeping articles. Conversations are for agents."
      }
    >
      <a
        class="button"
        data-kind="primary"
        data-size="normal"
        href={agent ? "/console" : "/editor"}
      >
        {agent ? "Go to the conversations" : "Go to the articles"}
      </a>
      <Button kind="quiet" onClick={() => void keeper.signOut()}>
        Sign in as somebody else
      </Button>
    </Door>
  );
}
