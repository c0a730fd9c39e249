/** The second step of a sign-in: a code, or setting the authenticator up, or codes to keep. */
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Factor, SessionKeeper } from "../model/staff-session.ts";
import type { Enrolment } from "../wire/staff-session.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icons.tsx";

interface FactorProps {
  readonly keeper: SessionKeeper;
  readonly factor: Factor;
}

export function FactorForm({ keeper, factor }: FactorProps) {
  if (factor.step === "codes") {
    return <RecoveryCodes codes={factor.codes} onKept={() => void keeper.finishFactor()} />;
  }
  return (
    <>
      {factor.step === "set up" && <EnrolmentView enrolment={factor.enrolment} />}
      <CodeForm submit="Sign in" onCode={(code) => keeper.showFactor(code)} />
      <Button kind="quiet" onClick={() => keeper.leaveFactor()}>
        Back
      </Button>
    </>
  );
}

export function EnrolmentView({ enrolment }: { readonly enrolment: Enrolment }) {
  return (
    <div class="enrolment">
      <p>Scan this with an authenticator app, or type the key into it. Then enter its code.</p>
      <img src={enrolment.image} alt="Code to scan with an authenticator app" />
      <p>
        Key: <code data-testid="totp-secret">{enrolment.secret}</code>
      </p>
    </div>
  );
}

interface CodeProps {
  readonly submit: string;
  /** Gives words when the code was not taken. */
  readonly onCode: (code: string) => Promise<string | null>;
}

export function CodeForm({ submit, onCode }: CodeProps) {
  const [code, setCode] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const ids = { code: useId(), problem: useId() };
  useEffect(() => field.current?.focus(), []);
  const send = async (event: Event) => {
    event.preventDefault();
    if (code.trim() === "") return setProblem("Enter the code that your authenticator shows.");
    setBusy(true);
    setProblem(await onCode(code.trim()));
    setBusy(false);
    setCode("");
  };
  return (
    <form class="sign-in" onSubmit={send} noValidate>
      {problem && (
        <p class="form-problem" id={ids.problem} role="alert" data-testid="code-error">
          <Icon name="alert" />
          <span>{problem}</span>
        </p>
      )}
      <div class="field">
        <label for={ids.code}>Code of your authenticator, or a recovery code</label>
        <input
          id={ids.code}
          ref={field}
          class="input"
          autocomplete="one-time-code"
          autocapitalize="off"
          spellcheck={false}
          data-testid="login-code"
          aria-describedby={problem ? ids.problem : undefined}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      <Button kind="primary" type="submit" data-testid="code-submit" disabled={busy}>
        {submit}
      </Button>
    </form>
  );
}

interface CodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}

export function RecoveryCodes({ codes, onKept }: CodesProps) {
  return (
    <div class="enrolment" data-testid="recovery-codes">
      <p>
        Keep these recovery codes where you find them without your phone. Each works once, and they
        are not shown again.
      </p>
      <ul class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button kind="primary" data-testid="codes-kept" onClick={onKept}>
        I have kept them
      </Button>
    </div>
  );
}
