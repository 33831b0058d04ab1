import type { StoredComment } from '../comments/comment.ts';
import { entryOf } from '../moderation/log-entry.ts';
import type { Moderator } from '../moderators/may.ts';
import { shortenAddress } from '../net/address.ts';
import { refuse, refuseField } from '../refusal.ts';
import { isDomainOf } from '../sites/host.ts';
import type { Site } from '../sites/site.ts';
import type { Store } from '../storage/store.ts';
import type { BlockRequest } from '../wire/privacy.ts';
import { emailAddress } from '../wire/text.ts';
import type { Block } from './block.ts';
import { type Blocked, blockOfAddress, blockOfAuthor, blockOfDomain, blockOfEmail } from './block-keys.ts';
import { domainItLeadsTo } from './leads-to.ts';

export interface BlockNeeds {
  readonly store: {
    readonly comments: Pick<Store['comments'], 'byId'>;
    readonly blocks: Pick<Store['blocks'], 'add' | 'change' | 'lift' | 'byId' | 'list'>;
  };
  readonly now: () => number;
  readonly newId: () => string;
}

interface Asked {
  readonly site: Site;
  readonly request: BlockRequest;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Blocks an author, email, address or domain on a site: from then on their comments are spam, and they are answered as anybody is.
 * One that is blocked already is blocked until the new end. The log names the block by its id alone, since it outlives an erasure.
 */
export async function addBlock(needs: BlockNeeds, moderator: Moderator, { site, request }: Asked): Promise<Block> {
  const at = needs.now();
  const blocked = await blockedBy(needs, site, request);
  const until = request.days === null ? null : at + request.days * dayMs;
  const set = { by: moderator.actor, note: request.note || null, until };
  const block: Block = { id: needs.newId(), siteId: site.id, ...blocked, ...set, createdAt: at, version: 1 };
  const also = (id: string) => {
    const detail = { block: id, kind: request.kind, days: request.days };
    return { jobs: [], log: entryOf(needs, moderator, { siteId: site.id, act: 'block', note: null, detail }) };
  };
  const stands = await needs.store.blocks.add(block, also(block.id));
  if (stands.id === block.id) return block;
  const changed = { ...stands, ...set, version: stands.version + 1 };
  return (await needs.store.blocks.change(changed, also(stands.id))) ? changed : refuse('stale');
}

/** Ends a block at once. */
export async function liftBlock(
  needs: BlockNeeds,
  moderator: Moderator,
  { site, id }: { site: Site; id: string },
): Promise<void> {
  const block = await needs.store.blocks.byId(id);
  if (block?.siteId !== site.id) return refuse('not-found');
  const detail = { lifted: id, kind: block.kind };
  const log = entryOf(needs, moderator, { siteId: site.id, act: 'block', note: null, detail });
  if (!(await needs.store.blocks.lift(id, { jobs: [], log }))) refuse('not-found');
}

async function blockedBy(needs: BlockNeeds, site: Site, request: BlockRequest): Promise<Blocked> {
  if (request.comment === undefined) return blockedByValue(site, request);
  const comment = await needs.store.comments.byId(request.comment);
  if (comment?.siteId !== site.id || comment.status === 'deleted') return refuse('unknown-comment');
  return blockedByComment(site, comment, request);
}

function blockedByValue(site: Site, { kind, value = '', name = '' }: BlockRequest): Blocked {
  if (kind === 'address') return blockOfAddress(value);
  if (kind === 'domain') return foreignDomain(site, blockOfDomain(value));
  const email = emailAddress.safeParse(value);
  if (!email.success) return refuseField('value', 'invalid', 'Please enter a valid email address.');
  return kind === 'author' ? blockOfAuthor(name, email.data) : blockOfEmail(email.data);
}

/** Whoever links to the site, or writes from its own mailboxes, would be spam unseen. */
function foreignDomain(site: Site, blocked: Blocked): Blocked {
  const why = `A block on ${blocked.value} would meet this site itself.`;
  return isDomainOf(site.hosts, blocked.value) ? refuseField('value', 'own-domain', why) : blocked;
}

async function blockedByComment(site: Site, comment: StoredComment, { kind, prefix }: BlockRequest): Promise<Blocked> {
  const { email, name } = comment.author;
  if (kind === 'address') return blockedAddress(comment, prefix);
  if (kind === 'domain') {
    const domain = await domainItLeadsTo(site, comment);
    return domain === null
      ? refuseField('kind', 'missing', 'This comment leads nowhere, or to this site alone.')
      : blockOfDomain(domain);
  }
  if (email === null) return refuseField('kind', 'missing', 'This comment came without an email.');
  return kind === 'author' ? blockOfAuthor(name, email) : blockOfEmail(email);
}

/** Of a shortened address only the network is known. */
function blockedAddress({ address }: StoredComment, prefix: number | undefined): Blocked {
  if (address === null) return refuseField('kind', 'missing', 'No address is kept of this comment.');
  const isShort = shortenAddress(address) === address;
  const bits = prefix ?? (isShort ? (address.includes(':') ? 48 : 24) : undefined);
  return blockOfAddress(bits === undefined ? address : `${address}/${bits}`);
}
