import type { z } from 'zod';
import type { SiteBook } from '../sites/site-book.ts';
import type { AccountView, SessionView } from '../wire/account.ts';
import { endOf, isInForce, type Session } from './session.ts';
import type { SessionNeeds, SignedIn } from './start-session.ts';

type View = z.infer<typeof SessionView>;

const iso = (time: number): string => new Date(time).toISOString();

function sessionView(session: Session, current: Session): View {
  const { id, createdAt, seenAt, address, userAgent } = session;
  const times = { createdAt: iso(createdAt), seenAt: iso(seenAt), endsAt: iso(endOf(session)) };
  return { id, ...times, address, userAgent, current: id === current.id };
}

/** A person's sessions that are in force, latest first. */
export async function sessionViews(needs: Pick<SessionNeeds, 'store' | 'now'>, { person, session }: SignedIn): Promise<View[]> {
  const all = await needs.store.sessions.ofPerson(person.id);
  return all.filter((one) => isInForce(one, person, needs.now())).map((one) => sessionView(one, session));
}

export async function accountView(
  needs: { readonly sites: Pick<SiteBook, 'all'> },
  { person, session }: SignedIn,
): Promise<AccountView> {
  const { id, email, name, role, secondFactors } = person;
  const own = (await needs.sites.all()).filter((site) => role === 'operator' || person.sites.includes(site.id));
  const sites = own.map((site) => ({ slug: site.slug, name: site.name })).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  return {
    person: { id, email, name, role, sites: role === 'operator' ? null : own.map(({ slug }) => slug) },
    sites,
    session: sessionView(session, session),
    secondFactors: {
      authenticator: secondFactors.totp !== null,
      recoveryCodes: secondFactors.recoveryCodes.length,
      passkeys: secondFactors.passkeys.map((passkey) => ({
        id: passkey.id,
        name: passkey.name,
        createdAt: iso(passkey.createdAt),
      })),
    },
  };
}
