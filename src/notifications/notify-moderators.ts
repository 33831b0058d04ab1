import type { Job } from '../jobs/job.ts';
import { timeOf } from '../moderation/log-place.ts';
import { moderatorByPerson } from '../moderators/authenticate.ts';
import { may } from '../moderators/may.ts';
import { noticeFor } from '../moderators/notices.ts';
import type { Person } from '../moderators/person.ts';
import type { Site } from '../sites/site.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import { isTold } from './comment-notice.ts';
import { joinDigest } from './join-digest.ts';
import { type WriteMailNeeds, writeMail } from './write-mail.ts';

export interface NotifyNeeds extends WriteMailNeeds {
  readonly store: Pick<Store, 'mails' | 'people' | 'comments'>;
  readonly sites: Pick<SiteBook, 'byId'>;
}

const hourMs = 60 * 60_000;
const periods = { hourly: hourMs, daily: 24 * hourMs } as const;

/** Writes to everybody who moderates the site of a comment, each as often as they chose. */
export async function notifyModerators(needs: NotifyNeeds, { id, subjectId }: Pick<Job, 'id' | 'subjectId'>): Promise<void> {
  const comment = await needs.store.comments.byId(subjectId);
  const site = comment && (await needs.sites.byId(comment.siteId));
  if (!site || !isTold(comment.status, site.settings.notifyModerators)) return;
  for (const person of await needs.store.people.all()) {
    // Who has no password yet cannot act on it, and may never have wanted to.
    if (person.password === null || !may(moderatorByPerson(person), 'moderate', site.id)) continue;
    await tell(needs, { person, site, since: timeOf(id) }, comment);
  }
}

async function tell(
  needs: NotifyNeeds,
  { person, site, since }: { readonly person: Person; readonly site: Site; readonly since: number },
  comment: { readonly id: string; readonly version: number },
): Promise<void> {
  const choice = noticeFor(person, site.id);
  if (choice === 'never') return;
  const about = { siteId: site.id, recipientId: person.id };
  if (choice === 'at-once') {
    const key = `notice:${comment.id}:${comment.version}:${person.id}`;
    await writeMail(needs, { ...about, kind: 'comment-notice', key, subjectId: comment.id });
    return;
  }
  const digest = { ...about, kind: 'comment-digest', key: `digest:${person.id}`, subjectId: site.id } as const;
  await joinDigest(needs, { ...digest, everyMs: periods[choice] }, { commentId: comment.id, since });
}
