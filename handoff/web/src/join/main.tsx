/** Where the link of an invitation leads: choose a name and a password, and come in. */
import { render } from "preact";
import { useEffect, useId, useState } from "preact/hooks";
import { problemWords } from "../model/staff-problems.ts";
import "../ui/base.css";
import "../ui/components.css";
import "../ui/staff.css";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icons.tsx";
import { Door } from "../ui/staff-gate.tsx";
import { joinApi } from "../wire/staff-people.ts";

/** Behind the `#`, so that it is never sent to a server nor kept in its logs. */
const token = location.hash.slice(1);

type Invited = { readonly email: string; readonly role: string };

function Join() {
  const [invited, setInvited] = useState<Invited | null>(null);
  const [joined, setJoined] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    joinApi.look(token).then(setInvited, (fault) => setProblem(problemWords(fault)));
  }, []);
  if (joined) {
    return (
      <Door
        title="Welcome"
        words="Your account is ready. Sign in, and set up a second factor there."
      >
        <a class="button" data-kind="primary" data-size="normal" href="/people#/account">
          Sign in
        </a>
      </Door>
    );
  }
  const words = invited ? `You are invited as ${invited.role}, with ${invited.email}.` : "";
  return (
    <Door title="Join Frontdesk" words={words}>
      {problem && (
        <p class="form-problem" role="alert" data-testid="join-error">
          <Icon name="alert" />
          <span>{problem}</span>
        </p>
      )}
      {invited && <JoinForm onProblem={setProblem} onJoined={() => setJoined(true)} />}
    </Door>
  );
}

interface FormProps {
  readonly onProblem: (words: string | null) => void;
  readonly onJoined: () => void;
}

function JoinForm({ onProblem, onJoined }: FormProps) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const id = useId();
  const send = async (event: Event) => {
    event.preventDefault();
    try {
      await joinApi.join(token, name, password);
      onProblem(null);
      onJoined();
    } catch (fault) {
      onProblem(problemWords(fault));
    }
  };
  return (
    <form class="sign-in" onSubmit={send}>
      <div class="field">
        <label for={`${id}-name`}>Your name, as customers see it</label>
        <input
          id={`${id}-name`}
          class="input"
          required
          maxLength={200}
          autocomplete="name"
          data-testid="join-name"
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <div class="field">
        <label for={`${id}-password`}>Password, at least 10 characters</label>
        <input
          id={`${id}-password`}
          class="input"
          type="password"
          required
          minLength={10}
          autocomplete="new-password"
          data-testid="join-password"
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <Button kind="primary" type="submit" data-testid="join-submit">
        Join
      </Button>
    </form>
  );
}

const root = document.getElementById("app");
if (root) render(<Join />, root);
