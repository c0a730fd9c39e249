/** The sign-in form: says what went wrong, and keeps what was typed. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { SessionKeeper } from "../model/staff-session.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";

interface SignInProps {
  readonly keeper: SessionKeeper;
  /** The person whose session ended, so that they need not type it again. */
  readonly email?: string;
}

export function SignInForm({ keeper, email: known = "" }: SignInProps) {
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
