import { words } from '../words/words.ts';

const roles = ['moderator', 'owner'] as const;

export function RoleField() {
  return (
    <label>
      {words.people.role}
      <select name="role">
        <RoleOptions />
      </select>
    </label>
  );
}

/** What an owner may make of somebody. */
export function RoleOptions({ of }: { readonly of?: string }) {
  return (
    <>
      {roles.map((role) => (
        <option key={role} value={role} selected={role === of}>
          {words.people.roles[role]}
        </option>
      ))}
    </>
  );
}
