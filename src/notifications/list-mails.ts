import type { z } from 'zod';
import { iso } from '../comments/view.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { refuse } from '../refusal.ts';
import type { Also } from '../storage/also.ts';
import type { Store } from '../storage/store.ts';
import type { MailsQuery, MailsView, MailView } from '../wire/mails.ts';
import { changed, type Mail, sending } from './mail.ts';

export interface MailsNeeds {
  readonly store: { readonly mails: Pick<Store['mails'], 'find' | 'byId' | 'change'> };
  readonly sites: { all(): Promise<readonly { readonly id: string; readonly slug: string }[]> };
  readonly now: () => number;
  readonly newId: () => string;
}

/** Mails of these sites, latest first; `sites` null means all and those of no site. */
export async function listMails(
  needs: MailsNeeds,
  sites: readonly string[] | null,
  { state, limit, cursor }: Omit<z.infer<typeof MailsQuery>, 'site'>,
): Promise<z.infer<typeof MailsView>> {
  const states = state === undefined ? null : [state];
  const found = await needs.store.mails.find({ sites, states, before: cursor ?? null, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const slugs = await slugsOf(needs);
  return {
    mails: shown.map((mail) => viewOf(mail, slugs)),
    next: found.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

/**
 * Sends a mail that came to an end once more, with the same Message-ID.
 * @throws Refusal `not-found`, `stale` when it is waiting or something changed it meanwhile
 */
export async function sendAgain(needs: MailsNeeds, moderator: Moderator, id: string): Promise<MailView> {
  const mail = await needs.store.mails.byId(id);
  if (!mail || !maySee(moderator, mail)) return refuse('not-found');
  if (mail.state === 'waiting') refuse('stale', { message: 'This mail is on its way already.' });
  const again = changed(mail, { state: 'waiting', attempts: 0, answer: null, since: needs.now(), sentAt: null }, needs.now());
  const also: Also = { jobs: [sending(needs.newId(), again, needs.now())], log: null };
  if (!(await needs.store.mails.change(again, also))) refuse('stale');
  return viewOf(again, await slugsOf(needs));
}

/** Mails of no site are about accounts: they are the operators'. */
function maySee(moderator: Moderator, { siteId }: Mail): boolean {
  return siteId === '' ? moderator.role === 'operator' : may(moderator, 'moderate', siteId);
}

async function slugsOf({ sites }: MailsNeeds): Promise<ReadonlyMap<string, string>> {
  return new Map((await sites.all()).map(({ id, slug }) => [id, slug]));
}

export function viewOf(mail: Mail, slugs: ReadonlyMap<string, string>): MailView {
  const { id, kind, state, subjectId, attempts, answer, messageId } = mail;
  return {
    ...{ id, kind, state, subjectId, attempts, answer, messageId },
    site: slugs.get(mail.siteId) ?? null,
    created: iso(mail.createdAt),
    changed: iso(mail.changedAt),
    sent: iso(mail.sentAt),
  };
}
