import type { z } from 'zod';
import { refuse } from '../refusal.ts';
import type { Site } from '../sites/site.ts';
import type { NoticeChoice, NoticesView } from '../wire/mails.ts';
import { type AccountNeeds, changePerson } from './account.ts';
import { moderatorByPerson } from './authenticate.ts';
import { may } from './may.ts';
import type { Person } from './person.ts';

/** How often somebody is told of a site's comments. */
export function noticeFor({ notices }: Pick<Person, 'notices'>, siteId: string): NoticeChoice {
  return notices[siteId] ?? 'at-once';
}

/** For each of the sites that somebody moderates. */
export function noticesView(person: Person, sites: readonly Site[]): z.infer<typeof NoticesView> {
  const own = sites.filter(({ id }) => may(moderatorByPerson(person), 'moderate', id));
  return { notices: own.map(({ id, slug }) => ({ site: slug, when: noticeFor(person, id) })) };
}

/** @throws Refusal `not-allowed` for a site that they do not moderate */
export async function chooseNotices(
  needs: AccountNeeds,
  person: Person,
  { site, when }: { readonly site: Site; readonly when: NoticeChoice },
): Promise<Person> {
  if (!may(moderatorByPerson(person), 'moderate', site.id)) refuse('not-allowed');
  return changePerson(needs, person, { to: { notices: { ...person.notices, [site.id]: when } }, detail: { changed: 'notices' } });
}
