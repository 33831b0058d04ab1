import { text as readAll } from 'node:stream/consumers';
import { commandLine } from '../moderators/command-line.ts';
import { addPerson, createToken, revokeToken } from '../moderators/people.ts';
import { roles } from '../moderators/person.ts';
import { refuse } from '../refusal.ts';
import { authorName, emailAddress } from '../wire/text.ts';
import { type Command, oneOf, required, text, texts } from './command.ts';

export const moderatorAdd: Command = {
  usage: 'moderator add EMAIL [--site SLUG …] [--role operator|owner|moderator] [--name NAME] [--password-stdin]',
  about: 'Adds somebody who moderates; without a password they choose one by a one-time link.',
  options: {
    site: { type: 'string', multiple: true },
    role: { type: 'string' },
    name: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  words: [1, 1],
  run: async (service, given) => {
    const sites = await Promise.all(texts(given, 'site').map((slug) => service.sites.bySlug(slug)));
    const name = text(given, 'name');
    const { person, setUpPath } = await addPerson(service, commandLine, {
      email: emailAddress.parse(given.positionals[0]),
      name: name === null ? null : authorName.parse(name),
      role: oneOf(given, 'role', roles) ?? 'moderator',
      sites,
      password: given.values['password-stdin'] === true ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : null,
    });
    const setupUrl = setUpPath === null ? null : service.publicUrl + setUpPath;
    return {
      json: { email: person.email, role: person.role, setupUrl },
      text: setupUrl === null ? `Added ${person.email}.` : `Added ${person.email}. They choose a password at ${setupUrl}`,
    };
  },
};

export const tokenCreate: Command = {
  usage: 'token create --site SLUG [--role owner|moderator] [--name NAME]',
  about: 'Makes a bearer token for the moderation API. It is shown this once.',
  options: { site: { type: 'string' }, role: { type: 'string' }, name: { type: 'string' } },
  words: [0, 0],
  run: async (service, given) => {
    const site = await service.sites.bySlug(required(given, 'site'));
    const role = oneOf(given, 'role', ['owner', 'moderator'] as const) ?? 'moderator';
    const name = text(given, 'name');
    const named = name === null ? role : authorName.parse(name);
    const made = await createToken(service, commandLine, { site, role, name: named });
    return { json: made, text: made.token };
  },
};

export const tokenList: Command = {
  usage: 'token list',
  about: 'Lists the tokens, without their texts.',
  options: {},
  words: [0, 0],
  run: async (service) => {
    const slugs = new Map((await service.sites.all()).map((site) => [site.id, site.slug]));
    const tokens = (await service.store.people.tokens()).map(({ id, siteId, role, name, createdAt }) => ({
      id,
      site: slugs.get(siteId) ?? null,
      role,
      name,
      createdAt: new Date(createdAt).toISOString(),
    }));
    return { json: tokens, text: tokens.map((token) => `${token.id}\t${token.site}\t${token.role}\t${token.name}`).join('\n') };
  },
};

export const tokenRevoke: Command = {
  usage: 'token revoke ID',
  about: 'Ends a token at once.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [id = ''] }) => {
    if (!(await revokeToken(service, commandLine, id))) refuse('not-found', { message: `There is no token ${id}.` });
    return { json: { id, revoked: true }, text: `Revoked ${id}.` };
  },
};
