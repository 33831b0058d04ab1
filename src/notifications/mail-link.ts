import type { Status, StoredComment } from '../comments/comment.ts';
import type { Keys } from '../keys.ts';
import { moderatorByPerson } from '../moderators/authenticate.ts';
import { may } from '../moderators/may.ts';
import type { Person } from '../moderators/person.ts';
import type { Store } from '../storage/store.ts';

/** What a link in a mail may do to a comment. */
export const linkActs = ['approve', 'spam', 'trash'] as const;
export type LinkAct = (typeof linkActs)[number];

export const statusOfAct: Readonly<Record<LinkAct, Status>> = { approve: 'approved', spam: 'spam', trash: 'trash' };

const dayMs = 24 * 60 * 60_000;
export const linkLifeMs = 7 * dayMs;

interface Signed {
  readonly person: Pick<Person, 'id' | 'epoch'>;
  readonly comment: Pick<StoredComment, 'id' | 'siteId' | 'version'>;
  readonly act: LinkAct;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The path of a link for one moderator, one act and one version of one comment. */
export function mailLinkPath(keys: Keys, signed: Signed): string {
  const { person, comment, act, expiresAt } = signed;
  const signature = keys.sign('mail-link', comment.siteId, dataOf(signed));
  // The last is a word: mail programs that make text into links leave out a mark at the end.
  return `/mail-link?token=${[person.id, comment.id, comment.version, expiresAt, signature, act].join('.')}`;
}

/** The epoch is not in the link but is signed: a new password, or the end of all sessions, ends the links too. */
function dataOf({ person, comment, act, expiresAt }: Signed): string {
  return [person.id, person.epoch, comment.id, act, comment.version, expiresAt].join('.');
}

export interface LinkNeeds {
  readonly store: { readonly people: Pick<Store['people'], 'byId'>; readonly comments: Pick<Store['comments'], 'byId'> };
  readonly keys: Keys;
  readonly now: () => number;
}

export interface MailLink {
  readonly person: Person;
  readonly comment: StoredComment;
  readonly act: LinkAct;
}

/** What a link may do now. Null for each and every reason why it may do nothing. */
export async function readMailLink(needs: LinkNeeds, token: string): Promise<MailLink | null> {
  const [personId = '', commentId = '', version = '', expiresAt = '', signature = '', act = '', ...more] = token.split('.');
  const known = linkActs.find((one) => one === act);
  if (!known || more.length > 0 || !/^[1-9]\d{0,8}$/.test(version) || !/^\d{13}$/.test(expiresAt)) return null;
  const [person, comment] = await Promise.all([needs.store.people.byId(personId), needs.store.comments.byId(commentId)]);
  if (!person || !comment || comment.version !== Number(version) || comment.status === 'deleted') return null;
  const signed = { person, comment, act: known, expiresAt: Number(expiresAt) };
  const isSound = needs.keys.verify('mail-link', comment.siteId, { data: dataOf(signed), signature });
  if (!isSound || needs.now() >= signed.expiresAt || !may(moderatorByPerson(person), 'moderate', comment.siteId)) return null;
  return { person, comment, act: known };
}
