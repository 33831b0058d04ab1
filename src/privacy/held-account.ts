import { iso } from '../comments/view.ts';
import type { Person } from '../moderators/person.ts';
import type { Holding, HoldingNeeds, Sought } from './holding.ts';

/** The account of somebody who moderates one of the sites. It is theirs to work with, and outlives an erasure. */
export const heldAccount: Holding = {
  name: 'accounts',
  read: async (needs, of) => {
    const person = await moderatorOf(needs, of);
    return { items: person ? [await told(needs, person)] : [], next: null };
  },
  kept: async (needs, of) => ((await moderatorOf(needs, of)) ? [keptAccount] : []),
};

const keptAccount =
  'The email is a moderator’s: the account with its sessions is kept, and so is the name in the log of who decided what. Remove the account (moderator remove) to end all of it but the name in the log.';

async function moderatorOf({ store }: HoldingNeeds, { email, sites }: Sought): Promise<Person | null> {
  const person = await store.people.byEmail(email);
  return person && (person.role === 'operator' || sites.some(({ id }) => person.sites.includes(id))) ? person : null;
}

async function told({ store }: HoldingNeeds, { id, email, name, role, createdAt, secondFactors }: Person) {
  const sessions = await store.sessions.ofPerson(id);
  return {
    ...{ email, name, role, createdAt: iso(createdAt), hasAuthenticator: secondFactors.totp !== null },
    passkeys: secondFactors.passkeys.map((passkey) => ({ name: passkey.name, createdAt: iso(passkey.createdAt) })),
    sessions: sessions.map(({ createdAt: from, seenAt, address, userAgent }) => ({
      ...{ from: iso(from), seenAt: iso(seenAt), ip: address, userAgent },
    })),
  };
}
