import { changePerson, endSessions, removePerson, resetSignIn } from '../moderators/change-people.ts';
import { commandLine } from '../moderators/command-line.ts';
import { type Person, roles } from '../moderators/person.ts';
import { endOf, isInForce } from '../moderators/session.ts';
import { refuse } from '../refusal.ts';
import type { Service } from '../service.ts';
import { authorName } from '../wire/text.ts';
import { type Command, type Given, oneOf, text, texts } from './command.ts';

export const moderatorList: Command = {
  usage: 'moderator list',
  about: 'Lists who moderates, with their roles and sites.',
  options: {},
  words: [0, 0],
  run: async (service) => {
    const people = await Promise.all((await service.store.people.all()).map((person) => told(service, person)));
    const line = (one: (typeof people)[number]) => `${one.email}\t${one.role}\t${one.sites?.join(', ') ?? 'every site'}`;
    return { json: people, text: people.map((one) => line(one) + (one.isSetUp ? '' : '\t(not set up)')).join('\n') };
  },
};

export const moderatorSet: Command = {
  usage: 'moderator set EMAIL [--site SLUG …] [--role operator|owner|moderator] [--name NAME]',
  about: 'Changes what somebody may do, or the name that readers see.',
  options: { site: { type: 'string', multiple: true }, role: { type: 'string' }, name: { type: 'string' } },
  words: [1, 1],
  run: async (service, given) => {
    const { id } = await personOf(service, given);
    const slugs = texts(given, 'site');
    const sites = slugs.length > 0 ? await Promise.all(slugs.map((slug) => service.sites.bySlug(slug))) : undefined;
    const name = text(given, 'name');
    const to = {
      role: oneOf(given, 'role', roles) ?? undefined,
      name: name === null ? undefined : authorName.parse(name),
      sites,
    };
    const changed = await told(service, await changePerson(service, commandLine, { id, ...to }));
    return { json: changed, text: `${changed.email} is ${changed.role} of ${changed.sites?.join(', ') ?? 'every site'}.` };
  },
};

export const moderatorReset: Command = {
  usage: 'moderator reset EMAIL',
  about: 'Takes password, second factors and sessions away, and answers a link to choose a new password.',
  options: {},
  words: [1, 1],
  run: async (service, given) => {
    const { id, email, role } = await personOf(service, given);
    const setupUrl = service.publicUrl + (await resetSignIn(service, commandLine, id));
    return { json: { email, role, setupUrl }, text: `${email} chooses a password at ${setupUrl}` };
  },
};

export const moderatorRemove: Command = {
  usage: 'moderator remove EMAIL',
  about: 'Removes an account; its sessions end at once.',
  options: {},
  words: [1, 1],
  run: async (service, given) => {
    const { id, email } = await personOf(service, given);
    await removePerson(service, commandLine, id);
    return { json: { email, removed: true }, text: `Removed ${email}.` };
  },
};

export const sessionList: Command = {
  usage: 'session list EMAIL',
  about: 'Lists where somebody is signed in.',
  options: {},
  words: [1, 1],
  run: async (service, given) => {
    const person = await personOf(service, given);
    const all = await service.store.sessions.ofPerson(person.id);
    const sessions = all
      .filter((session) => isInForce(session, person, service.now()))
      .map((session) => ({
        id: session.id,
        createdAt: new Date(session.createdAt).toISOString(),
        seenAt: new Date(session.seenAt).toISOString(),
        endsAt: new Date(endOf(session)).toISOString(),
        address: session.address,
        userAgent: session.userAgent,
      }));
    return {
      json: sessions,
      text: sessions.map(({ id, seenAt, userAgent }) => `${id}\t${seenAt}\t${userAgent ?? ''}`).join('\n'),
    };
  },
};

export const sessionEnd: Command = {
  usage: 'session end EMAIL',
  about: 'Signs somebody out everywhere.',
  options: {},
  words: [1, 1],
  run: async (service, given) => {
    const { id, email } = await personOf(service, given);
    await endSessions(service, commandLine, id);
    return { json: { email, signedOut: true }, text: `${email} is signed out everywhere.` };
  },
};

async function personOf({ store }: Service, { positionals: [email = ''] }: Given): Promise<Person> {
  return (await store.people.byEmail(email)) ?? refuse('not-found', { message: `Nobody here has the email ${email}.` });
}

async function told({ sites }: Service, { email, name, role, sites: ids, password }: Person) {
  const slugs = (await Promise.all(ids.map((id) => sites.byId(id)))).flatMap((site) => site?.slug ?? []);
  return { email, name, role, sites: role === 'operator' ? null : slugs, isSetUp: password !== null };
}
