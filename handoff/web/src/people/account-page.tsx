/** One's own account: where one is signed in, the password and the second factor. */
import { useEffect, useId, useState } from "preact/hooks";
import type { SessionKeeper } from "../model/staff-session.ts";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { CodeForm, EnrolmentView, RecoveryCodes } from "../ui/staff-factor.tsx";
import { DeskPageFrame, TableBox, Trouble } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Session } from "../wire/payloads.ts";
import type { Enrolment } from "../wire/staff-session.ts";
import { accountWords, type PeopleDesk } from "./desk.ts";

interface AccountProps {
  readonly desk: PeopleDesk;
  readonly session: Session;
  readonly keeper: SessionKeeper;
}

export function AccountPage({ desk, session, keeper }: AccountProps) {
  return (
    <DeskPageFrame
      title={session.name}
      testid="account"
      words={`${session.email}, ${session.roles.join(" and ")}`}
    >
      <SecondFactor desk={desk} session={session} keeper={keeper} />
      <Password desk={desk} />
      <Sessions desk={desk} />
    </DeskPageFrame>
  );
}

function SecondFactor({ desk, session, keeper }: AccountProps) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [removing, setRemoving] = useState(false);
  const begin = async () =>
    setEnrolment(await desk.attempt(desk.api.beginFactor(), "Scan the code."));
  const confirm = (code: string) =>
    tried(async () => setCodes((await desk.api.confirmFactor(code)).recovery_codes));
  const remove = (code: string) =>
    tried(async () => {
      await desk.api.removeFactor(code);
      setRemoving(false);
      await keeper.check();
    });
  const kept = () => {
    setCodes(null);
    setEnrolment(null);
    void keeper.check();
  };
  return (
    <section data-testid="second-factor">
      <h3>Second factor</h3>
      {codes && <RecoveryCodes codes={codes} onKept={kept} />}
      {!codes && enrolment && (
        <>
          <EnrolmentView enrolment={enrolment} />
          <CodeForm submit="Turn it on" onCode={confirm} />
        </>
      )}
      {!codes && !enrolment && !session.second_factor && (
        <>
          <p>A code of your phone keeps others out even if they learn your password.</p>
          <Button onClick={() => void begin()} data-testid="begin-factor">
            Set up
          </Button>
        </>
      )}
      {!codes && !enrolment && session.second_factor && (
        <>
          <p>It is on.</p>
          {removing ? (
            <CodeForm submit="Turn it off" onCode={remove} />
          ) : (
            <Button onClick={() => setRemoving(true)}>Turn off</Button>
          )}
        </>
      )}
    </section>
  );
}

async function tried(act: () => Promise<void>): Promise<string | null> {
  try {
    await act();
    return null;
  } catch (problem) {
    return accountWords(problem);
  }
}

function Password({ desk }: { readonly desk: PeopleDesk }) {
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const id = useId();
  const send = async (event: Event) => {
    event.preventDefault();
    const words = "Changed. Your other windows are signed out.";
    if ((await desk.attempt(desk.api.changePassword(current, fresh), words)) === null) return;
    setCurrent("");
    setFresh("");
    desk.sessions.ask(null);
  };
  return (
    <section>
      <h3>Password</h3>
      <form class="line" onSubmit={send}>
        <div class="field">
          <label for={`${id}-old`}>Current password</label>
          <input
            id={`${id}-old`}
            class="input"
            type="password"
            autocomplete="current-password"
            required
            value={current}
            onInput={(event) => setCurrent(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-new`}>New password, at least 10 characters</label>
          <input
            id={`${id}-new`}
            class="input"
            type="password"
            autocomplete="new-password"
            minLength={10}
            required
            value={fresh}
            onInput={(event) => setFresh(event.currentTarget.value)}
          />
        </div>
        <Button type="submit">Change</Button>
      </form>
    </section>
  );
}

function Sessions({ desk }: { readonly desk: PeopleDesk }) {
  const { value, problem } = useStore(desk.sessions.state);
  const again = () => desk.sessions.ask(null);
  useEffect(again, [desk]);
  const end = async (act: Promise<unknown>) => {
    await desk.attempt(act, "Signed out there.");
    again();
  };
  return (
    <section>
      <h3>Where you are signed in</h3>
      {problem && <Trouble problem={problem} onAgain={again} />}
      <TableBox label="Where you are signed in">
        <table class="table" data-testid="sessions">
          <tbody>
            {(value ?? []).map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  {one.program ?? "unknown program"} {one.here && <Badge tone="accent">here</Badge>}
                  <div class="details">
                    since {dayTime(one.created_at)}, by {one.method}
                  </div>
                </th>
                <td>last seen {dayTime(one.seen_at)}</td>
                <td class="acts">
                  {!one.here && (
                    <Button size="small" onClick={() => void end(desk.api.endSession(one.id))}>
                      Sign out
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      {(value ?? []).length > 1 && (
        <Button onClick={() => void end(desk.api.endOthers())}>Sign out everywhere else</Button>
      )}
    </section>
  );
}
