import { type DecideNeeds, decide } from '../moderation/decide.ts';
import { moderatorByPerson } from '../moderators/authenticate.ts';
import type { Limits } from '../storage/limits.ts';
import { type LinkNeeds, type MailLink, readMailLink, statusOfAct } from './mail-link.ts';
import { takePress } from './press.ts';

export interface DecideByLinkNeeds extends LinkNeeds, DecideNeeds {
  readonly store: LinkNeeds['store'] & DecideNeeds['store'] & { readonly limits: Pick<Limits, 'hit'> };
}

/** Decides as the link says, on the version that it was made for, and once. Null for whatever it may not. */
export async function decideByLink(
  needs: DecideByLinkNeeds,
  asked: { readonly token: string; readonly once: string },
): Promise<MailLink | null> {
  const link = await readMailLink(needs, asked.token);
  if (!link || !(await takePress(needs, link.comment.siteId, asked))) return null;
  const { id, version } = link.comment;
  const request = { items: [{ id, version }], to: statusOfAct[link.act] };
  const { changed } = await decide(needs, moderatorByPerson(link.person), request);
  return changed === 1 ? link : null;
}
