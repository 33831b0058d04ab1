import { createHash } from 'node:crypto';
import type { Keys } from '../keys.ts';
import { evidence } from '../moderation/check.ts';
import { judgeAgain, type RejudgeNeeds } from '../moderation/rejudge.ts';
import { refuse } from '../refusal.ts';
import type { Store } from '../storage/store.ts';
import type { Comment, StoredComment } from './comment.ts';
import { type Own, type OwnNeeds, ownComment } from './own.ts';

/** Zero bits that the hash begins with: about 33,000 tries, a second of a phone's WebCrypto. */
const bits = 15;
/** What a second of work says for a comment that only its words speak against. */
const weight = -4;

export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
}

/**
 * Bound to the comment and its text; nothing is kept of it. Whatever waits is given one, be it for a rule, for its words or as spam:
 * its author must not learn which.
 */
export function challengeFor(keys: Keys, { id, siteId, text }: Comment): Challenge {
  return { challenge: keys.sign('proof-of-work', siteId, `${id}:${sha256(text).toString('base64url')}`), bits };
}

/** SHA-256 over `challenge.nonce` in UTF-8. */
export function isSolved({ challenge, bits: wanted }: Challenge, nonce: string): boolean {
  const digest = sha256(`${challenge}.${nonce}`);
  return digest.readUInt32BE(0) >>> (32 - wanted) === 0;
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

export interface ProofNeeds extends OwnNeeds, Pick<RejudgeNeeds, 'lookups' | 'now' | 'newId'> {
  readonly store: { readonly comments: Pick<Store['comments'], 'byId'>; readonly queue: Pick<Store['queue'], 'list' | 'decide'> };
}

interface Proof {
  readonly id: string;
  readonly token: string | null;
  readonly nonce: string;
}

/**
 * Takes the work done for one's own comment. It is released when nothing but its words spoke against it; what a rule holds, and what is
 * spam, waits on, and its author is answered alike.
 */
export async function takeProof(needs: ProofNeeds, { id, token, nonce }: Proof): Promise<Own> {
  const own = await ownComment(needs, id, token);
  const { comment, site } = own;
  if (!site.settings.proofOfWork) refuse('not-found');
  if (!isSolved(challengeFor(needs.keys, comment), nonce)) refuse('not-allowed', { message: 'This does not solve the task.' });
  if (comment.status !== 'pending' || !(await isOnlyUnsure(needs, own))) return own;
  const actor = { kind: 'service', id: null, name: 'a proof of work' } as const;
  const entry = {
    id: needs.newId(),
    siteId: site.id,
    at: needs.now(),
    actor,
    act: 'decide',
    note: null,
    detail: { to: 'approved' },
  } as const;
  const items = [{ id, version: comment.version, to: 'approved' }] as const;
  await needs.store.queue.decide({ entry, items, also: [] });
  return { comment: (await needs.store.comments.byId(id)) ?? comment, site };
}

async function isOnlyUnsure(needs: ProofNeeds, { comment, site }: Own & { readonly comment: StoredComment }): Promise<boolean> {
  const without = await judgeAgain(needs, { site, comment });
  if (without.outcome === 'spam') return false;
  const worked = evidence(weight, 'Its author’s browser worked a second for it.');
  return (await judgeAgain(needs, { site, comment, also: { name: 'proof-of-work', look: () => worked } })).outcome === 'approve';
}
