import type { NoticeChoice } from '../wire/mails.ts';
import type { Person } from './person.ts';

/** How often somebody is told of a site's comments. */
export function noticeFor({ notices }: Pick<Person, 'notices'>, siteId: string): NoticeChoice {
  return notices[siteId] ?? 'at-once';
}
