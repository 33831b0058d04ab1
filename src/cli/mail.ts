import { commandLine } from '../moderators/command-line.ts';
import { listMails, sendAgain, viewOf } from '../notifications/list-mails.ts';
import { write } from '../notifications/send-mail.ts';
import { type MailView, mailStateNames } from '../wire/mails.ts';
import { type Command, oneOf, text } from './command.ts';

const mostListed = 100;

export const mailList: Command = {
  usage: `mail list [--site SLUG] [--state ${mailStateNames.join('|')}] [--before ID]`,
  about: `Lists the last ${mostListed} mails and what became of them.`,
  options: { site: { type: 'string' }, state: { type: 'string' }, before: { type: 'string' } },
  words: [0, 0],
  run: async (service, given) => {
    const slug = text(given, 'site');
    const sites = slug === null ? null : [(await service.sites.bySlug(slug)).id];
    const state = oneOf(given, 'state', mailStateNames) ?? undefined;
    const cursor = text(given, 'before') ?? undefined;
    const { mails } = await listMails(service, sites, { state, cursor, limit: mostListed });
    return { json: mails, text: mails.map(line).join('\n') || 'There is no mail.' };
  },
};

export const mailShow: Command = {
  usage: 'mail show ID',
  about: 'Shows a mail as it would go out now, its links included.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [id = ''] }) => {
    const mail = (await service.store.mails.byId(id)) ?? missing(id);
    const slugs = new Map((await service.sites.all()).map((site) => [site.id, site.slug]));
    const view = viewOf(mail, slugs);
    const message = await write(service, mail);
    const { to = null, subject = null, text: plain = null, html = null } = message ?? {};
    const shown = message ? `To: ${to}\nSubject: ${subject}\n\n${plain}` : 'What it was to tell is no longer so.';
    return { json: { ...view, to, subject, text: plain, html }, text: `${line(view)}\n\n${shown}` };
  },
};

export const mailRetry: Command = {
  usage: 'mail retry ID',
  about: 'Has the service send a mail once more, and lifts the stop of an address that refused three.',
  options: {},
  words: [1, 1],
  run: async (service, { positionals: [id = ''] }) => {
    const view = await sendAgain(service, commandLine, id);
    return { json: view, text: line(view) };
  },
};

function line({ id, kind, site, state, created, answer }: MailView): string {
  return `${id} ${created} ${kind} ${site ?? '-'} ${state}${answer === null ? '' : `: ${answer}`}`;
}

function missing(id: string): never {
  throw new Error(`There is no mail ${id}.`);
}
