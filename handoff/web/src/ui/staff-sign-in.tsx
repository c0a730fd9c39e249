/** The sign-in form: says what went wrong, and keeps what was typed. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { SessionKeeper } from "../model/staff-session.ts";
import type { SignOnOffer } from "../wire/staff-session.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";
import { FactorForm } from "./staff-factor.tsx";
import { useStore } from "./use-store.ts";

interface SignInProps {
  readonly keeper: SessionKeeper;
  /** The person whose session ended, so that they need not type it again. */
  readonly email?: string;
}

export function SignInForm({ keeper, email }: SignInProps) {
  const factor = useStore(keeper.factor);
  if (factor) return <FactorForm keeper={keeper} factor={factor} />;
  return (
    <>
      <PasswordForm keeper={keeper} email={email ?? ""} />
      <SignOn keeper={keeper} />
    </>
  );
}

const REFUSED: Readonly<Record<string, string>> = {
  inactive: "This account is not active any more.",
  not_begun: "That took too long, or began in another window. Please start again.",
  stranger: "You have no account here. Ask an admin to invite you.",
  taken: "This address belongs to another account of your company.",
  unproven: "Signing in there failed. Please try again, or use your password.",
  unreachable: "Your company's sign-in does not answer. Please try again, or use your password.",
  unverified: "Your company's sign-in has not verified your e-mail address.",
};

/** The way to the company's own sign-in, where there is one; words when it led back here. */
function SignOn({ keeper }: { readonly keeper: SessionKeeper }) {
  const [offer, setOffer] = useState<SignOnOffer | null>(null);
  const refused = new URLSearchParams(location.search).get("sign_on");
  useEffect(() => void keeper.signOnOffer().then(setOffer), [keeper]);
  if (!offer) return null;
  const goal = location.pathname.slice(1);
  return (
    <div class="sign-in">
      {refused && (
        <p class="form-problem" role="alert" data-testid="sign-on-error">
          <Icon name="alert" />
          <span>{REFUSED[refused] ?? REFUSED["unproven"]}</span>
        </p>
      )}
      <a
        class="button"
        data-kind="plain"
        data-size="normal"
        data-testid="sign-on"
        href={`/api/v1/sign-on/start?goal=${encodeURIComponent(goal)}`}
      >
        Sign in with {offer.name}
      </a>
    </div>
  );
}

function PasswordForm({ keeper, email: known }: { keeper: SessionKeeper; email: string }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const ids = { email: useId(), password: useId(), problem: useId() };
  useEffect(() => first.current?.focus(), []);

  const submit = async (event: Event) => {
    event.preventDefault();
    if (email.trim() === "" || password === "") {
      setProblem("Enter your e-mail address and your password.");
      return;
    }
    setBusy(true);
    const words = await keeper.signIn(email.trim(), password);
    setBusy(false);
    setProblem(words);
  };

  return (
    <form class="sign-in" onSubmit={submit} noValidate>
      {problem && (
        <p class="form-problem" id={ids.problem} role="alert" data-testid="login-error">
          <Icon name="alert" />
          <span>{problem}</span>
        </p>
      )}
      <div class="field">
        <label for={ids.email}>E-mail</label>
        <input
          id={ids.email}
          ref={known ? null : first}
          class="input"
          type="email"
          autocomplete="username"
          data-testid="login-email"
          value={email}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={ids.password}>Password</label>
        <input
          id={ids.password}
          ref={known ? first : null}
          class="input"
          type="password"
          autocomplete="current-password"
          data-testid="login-password"
          aria-describedby={problem ? ids.problem : undefined}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <Button kind="primary" type="submit" data-testid="login-submit" disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
