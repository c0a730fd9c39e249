/** Who works here: roles, who no longer does, and invitations. */
import { useEffect, useId, useState } from "preact/hooks";
import { Badge } from "../ui/bits.tsx";
import { Button } from "../ui/button.tsx";
import { dayTime } from "../ui/format.ts";
import { DeskPageFrame, TableBox, Trouble, Waiting } from "../ui/staff-lists.tsx";
import { useStore } from "../ui/use-store.ts";
import type { Role } from "../wire/payloads.ts";
import type { Invitation, Invited, Person } from "../wire/staff-people.ts";
import type { PeopleDesk } from "./desk.ts";
import { ROLES, RoleBoxes } from "./role-boxes.tsx";

interface PageProps {
  readonly desk: PeopleDesk;
  /** The id of the one who looks. */
  readonly own: string;
}

export function PeoplePage({ desk, own }: PageProps) {
  const { value, waiting, problem } = useStore(desk.roster.state);
  const again = () => desk.roster.ask(null);
  useEffect(again, [desk]);
  return (
    <DeskPageFrame
      title="People"
      testid="people"
      busy={waiting}
      words="Who works here and as what. Whoever is sent away is signed out at once, and their conversations wait for a colleague."
    >
      {problem && <Trouble problem={problem} onAgain={again} />}
      {!value && waiting && <Waiting />}
      <InviteForm desk={desk} onInvited={again} />
      {value && (
        <>
          <Pending desk={desk} invitations={value.invitations} onChange={again} />
          <Roster desk={desk} people={value.people} own={own} onChange={again} />
        </>
      )}
    </DeskPageFrame>
  );
}

function InviteForm({ desk, onInvited }: { desk: PeopleDesk; onInvited: () => void }) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [invited, setInvited] = useState<Invited | null>(null);
  const id = useId();
  const send = async (event: Event) => {
    event.preventDefault();
    const done = await desk.attempt(desk.api.invite(email, role), "Invited.");
    if (!done) return;
    setInvited(done);
    setEmail("");
    onInvited();
  };
  return (
    <section>
      <h3>Invite somebody</h3>
      <form class="line" onSubmit={send} data-testid="invite">
        <div class="field">
          <label for={`${id}-email`}>E-mail</label>
          <input
            id={`${id}-email`}
            class="input"
            type="email"
            required
            autocomplete="off"
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        </div>
        <div class="field">
          <label for={`${id}-role`}>Role</label>
          <RoleSelect id={`${id}-role`} role={role} onChoose={setRole} />
        </div>
        <Button kind="primary" type="submit">
          Invite
        </Button>
      </form>
      {invited && (
        <p class="link-once" role="status" data-testid="invitation-link">
          {invited.mailed ? "The link is on its way by e-mail" : "Send them this link yourself"}; it
          is shown only now: <code>{invited.link}</code>
        </p>
      )}
    </section>
  );
}

interface RoleProps {
  readonly id: string;
  readonly role: Role;
  readonly onChoose: (role: Role) => void;
}

function RoleSelect({ id, role, onChoose }: RoleProps) {
  return (
    <select
      id={id}
      class="input"
      value={role}
      onChange={(event) => onChoose(event.currentTarget.value as Role)}
    >
      {ROLES.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

interface PendingProps {
  readonly desk: PeopleDesk;
  readonly invitations: readonly Invitation[];
  readonly onChange: () => void;
}

function Pending({ desk, invitations, onChange }: PendingProps) {
  if (invitations.length === 0) return null;
  const revoke = async (id: string) => {
    await desk.attempt(desk.api.revoke(id), "Withdrawn.");
    onChange();
  };
  return (
    <section>
      <h3>Invited, not here yet</h3>
      <TableBox label="Invitations">
        <table class="table" data-testid="invitations">
          <tbody>
            {invitations.map(({ id, email, role, expires_at }) => (
              <tr key={id}>
                <th scope="row">{email}</th>
                <td>{role}</td>
                <td>until {dayTime(expires_at)}</td>
                <td class="acts">
                  <Button
                    size="small"
                    aria-label={`Withdraw the invitation of ${email}`}
                    onClick={() => void revoke(id)}
                  >
                    Withdraw
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

interface RosterProps extends PageProps {
  readonly people: readonly Person[];
  readonly onChange: () => void;
}

function Roster({ desk, people, own, onChange }: RosterProps) {
  return (
    <section>
      <h3>Everybody</h3>
      <TableBox label="Everybody">
        <table class="table" data-testid="roster">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Second factor</th>
              <th scope="col">
                <span class="unseen">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {people.map((person) => (
              <PersonRow key={person.id} {...{ desk, person, own, onChange }} />
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

interface RowProps extends PageProps {
  readonly person: Person;
  readonly onChange: () => void;
}

function PersonRow({ desk, person, own, onChange }: RowProps) {
  const { id, name, email, roles, active } = person;
  const run = async (act: Promise<unknown>, done: string) => {
    await desk.attempt(act, done);
    onChange();
  };
  const update = (wish: { roles?: readonly Role[]; active?: boolean }, done: string) =>
    void run(desk.api.update(id, wish), done);
  return (
    <tr data-testid={`person-${email}`}>
      <th scope="row">
        {name} {!active && <Badge>away for good</Badge>}
        <div class="details">{email}</div>
      </th>
      <td>
        <RoleBoxes
          name={name}
          roles={roles}
          disabled={!active}
          onChoose={(chosen) =>
            update({ roles: chosen }, `${name} is ${chosen.join(" and ")} now.`)
          }
        />
      </td>
      <td>
        {person.second_factor ? "set up" : "none"}{" "}
        {person.second_factor && (
          <Button
            size="small"
            kind="quiet"
            aria-label={`Reset the second factor of ${name}`}
            onClick={() => void run(desk.api.resetFactor(id), "Reset.")}
          >
            Reset
          </Button>
        )}
      </td>
      <td class="acts">
        {active && (
          <Button
            size="small"
            kind="quiet"
            aria-label={`Sign ${name} out everywhere`}
            onClick={() => void run(desk.api.endSessionsOf(id), `${name} is signed out.`)}
          >
            Sign out
          </Button>
        )}
        {id !== own && (
          <Button
            size="small"
            kind={active ? "danger" : "plain"}
            aria-label={`${active ? "Deactivate" : "Reactivate"} ${name}`}
            onClick={() =>
              update({ active: !active }, active ? `${name} is out.` : `${name} is back.`)
            }
          >
            {active ? "Deactivate" : "Reactivate"}
          </Button>
        )}
      </td>
    </tr>
  );
}
