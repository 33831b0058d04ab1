import { equal } from 'node:assert/strict';
import { newPerson, type Person, type Role } from '../../src/moderators/person.ts';
import { startSession } from '../../src/moderators/start-session.ts';
import { anotherAddress } from './another-address.ts';
import { type Answer, type Ask, ask } from './reader.ts';
import type { Running } from './running.ts';

export const goodPassword = 'rather long and good';

/** Of that password, at a cost that a test can pay often. */
const cheapHash = '$scrypt$ln=4,r=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$UWOFT6BGzLp7kZtGENvuSFNoDtCW87aytPundY2Wqto';

/** Adds somebody with a password, of the site `blog` unless said. */
export async function addPersonFor(
  { service }: Pick<Running, 'service'>,
  { email, role = 'moderator', site = 'blog', name = null }: { email: string; role?: Role; site?: string; name?: string | null },
): Promise<Person> {
  const sites = role === 'operator' ? [] : [(await service.sites.bySlug(site)).id];
  const given = { id: service.newId(), createdAt: service.now(), email, name, role, sites, password: cheapHash };
  const person = newPerson(given);
  equal(await service.store.people.add(person, { jobs: [], log: null }), 'added');
  return person;
}

/** A browser of its own: it keeps the cookies it is given, and says where its requests come from. */
export interface Client {
  cookies(): Readonly<Record<string, string>>;
  ask<T>(path: string, asked?: Ask): Promise<Answer<T>>;
  form(path: string, fields: Readonly<Record<string, string>>, headers?: Readonly<Record<string, string>>): Promise<Response>;
  open(path: string): Promise<Response>;
  signIn(email: string, password?: string, code?: string): Promise<Answer<{ readonly person: { readonly email: string } }>>;
}

export function client(service: Pick<Running, 'url'>, kept: Readonly<Record<string, string>> = {}): Client {
  const jar = new Map(Object.entries(kept));
  const headers = () => ({
    Origin: new URL(service.url).origin,
    'X-Forwarded-For': anotherAddress(),
    ...(jar.size > 0 && { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }),
  });
  const keep = (answer: { readonly headers: Headers }) => {
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
  };
  const asking = async <T>(path: string, asked: Ask = {}) => {
    const answer = await ask<T>(service, path, { ...asked, headers: { ...headers(), ...asked.headers } });
    keep(answer);
    return answer;
  };
  const form: Client['form'] = async (path, fields, more = {}) => {
    const how = {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(fields),
      headers: { ...headers(), ...more },
    } as const;
    const answer = await fetch(service.url + path, how);
    keep(answer);
    return answer;
  };
  return {
    cookies: () => Object.fromEntries(jar),
    ask: asking,
    form,
    open: (path) => fetch(service.url + path, { redirect: 'manual', headers: headers() }),
    signIn: (email, password = goodPassword, code) =>
      asking('/api/v1/session', { body: { email, password, ...(code !== undefined && { code }) } }),
  };
}

/** Somebody of that role, signed in. */
export async function signedInAs(service: Running, role: Role, more: { email?: string; site?: string } = {}): Promise<Client> {
  const person = await addPersonFor(service, { role, ...more, email: more.email ?? `${role}@example.org` });
  return client(service, await cookiesOf(service, person));
}

/** The cookies of somebody signed in, without the way in. */
export async function cookiesOf(
  { service }: Pick<Running, 'service'>,
  person: Person,
): Promise<Readonly<Record<string, string>>> {
  const visit = { cookies: { session: null, browser: null }, address: null, userAgent: null };
  const { cookies } = await startSession(service, person, visit);
  return { 'backtalk-session': cookies.session, 'backtalk-browser': cookies.browser };
}
