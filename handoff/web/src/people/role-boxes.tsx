/** What one person works here as: several roles at once, one at least. */
import type { Role } from "../wire/payloads.ts";

export const ROLES: readonly Role[] = ["agent", "editor", "supervisor", "admin"];

interface RoleBoxesProps {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
  readonly onChoose: (roles: readonly Role[]) => void;
}

export function RoleBoxes({ name, roles, disabled, onChoose }: RoleBoxesProps) {
  const turned = (role: Role) =>
    ROLES.filter((one) => (one === role ? !roles.includes(one) : roles.includes(one)));
  return (
    <fieldset class="roles">
      <legend class="unseen">Roles of {name}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            disabled={disabled || (roles.length === 1 && roles.includes(role))}
            onChange={() => onChoose(turned(role))}
          />{" "}
          {role}
        </label>
      ))}
    </fieldset>
  );
}
