/** Lets staff in. A session that ends asks for the password above the page, which stays as it is. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
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
  /** Who may work here, besides admins. */
  readonly admits: Role;
  readonly children: (session: Session) => ComponentChildren;
}

export function Gate({ keeper, title, admits, children }: GateProps) {
  const { phase, session } = useStore(keeper.state);
  useEffect(() => void keeper.check(), [keeper]);

  if (phase === "unreachable") return <Unreachable keeper={keeper} />;
  if (phase === "checking") return <div class="door" aria-busy="true" />;
  if (!session) {
    return (
      <Door title={title} words="Sign in to begin.">
        <SignInForm keeper={keeper} />
      </Door>
    );
  }
  if (session.role !== admits && session.role !== "admin") {
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

interface DoorProps {
  readonly title: string;
  readonly words: string;
  readonly children: ComponentChildren;
}

function Door({ title, words, children }: DoorProps) {
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
  const agent = session.role === "agent";
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
