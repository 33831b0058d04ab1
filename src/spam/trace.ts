import type { Comment, Status } from '../comments/comment.ts';
import { addressGroup } from '../net/address.ts';
import { linkMark } from './filter/clean.ts';
import { begun, finished, hash } from './filter/hash.ts';
import { ownedPart } from './filter/hosts.ts';
import type { Reading } from './filter/reading.ts';
import { readingOf } from './reading-of.ts';
import { remembered } from './remembered.ts';

/** What one arrival leaves behind, to compare the next ones with. Everything but times and states is a hash. */
export interface Trace {
  readonly id: string;
  readonly at: number;
  readonly pageId: string;
  readonly status: Status;
  /** By the name. */
  readonly author: number;
  /** An address, or a /56 of IPv6. */
  readonly address: number | null;
  readonly links: readonly number[];
  /** The owners of those links and of the website. */
  readonly owners: readonly number[];
  /** Null for a text too short to be told from another. */
  readonly likeness: Likeness | null;
}

/** SimHash of a text's word triples, 64 bits in two numbers, and the words' number. */
export interface Likeness {
  readonly high: number;
  readonly low: number;
  readonly words: number;
}

/** Once for all checks that compare. */
export const traceOf = remembered(traceAnew);

function traceAnew(comment: Comment): Trace {
  const reading = readingOf(comment);
  const group = comment.address === null ? null : addressGroup(comment.address);
  const owners = [...reading.hosts, reading.websiteHost].filter((host) => host !== '').map(ownedPart);
  return {
    id: comment.id,
    at: comment.createdAt,
    pageId: comment.pageId,
    status: comment.status,
    author: hash(comment.author.name.toLowerCase()),
    address: group === null ? null : hash(group),
    links: reading.cleaned.addresses.slice(0, 20).map((address) => hash(address.toLowerCase())),
    owners: [...new Set(owners)].slice(0, 20).map((owner) => hash(owner)),
    likeness: likenessOf(reading),
  };
}

const leastWords = 5;

function likenessOf({ folded }: Reading): Likeness | null {
  const words = folded.filter((word) => word !== linkMark);
  if (words.length < leastWords) return null;
  const sums = new Int32Array(64);
  for (let at = 0; at + 2 < words.length; at += 1) {
    const triple = begun(words[at + 2] ?? '', begun(words[at + 1] ?? '', begun(words[at] ?? '')));
    const bits = [finished(triple), finished(Math.imul(triple, 0x9747b28d))] as const;
    for (let bit = 0; bit < 64; bit += 1) {
      const isSet = ((bits[bit >> 5] ?? 0) >>> (bit & 31)) & 1;
      sums[bit] = (sums[bit] ?? 0) + (isSet ? 1 : -1);
    }
  }
  return { high: packed(sums.subarray(0, 32)), low: packed(sums.subarray(32)), words: words.length };
}

function packed(sums: Int32Array): number {
  return sums.reduce((bits, sum, at) => (sum > 0 ? bits | (1 << at) : bits), 0) >>> 0;
}

/** Of 64 bits. Texts that have nothing in common differ in 32, give or take 4. */
const mostDifferent = 13;

/** Whether two texts say the same but for a few words. */
export function isAlike(a: Likeness, b: Likeness): boolean {
  const longer = Math.max(a.words, b.words);
  if (Math.abs(a.words - b.words) > longer * 0.2) return false;
  const different = countBits(a.high ^ b.high) + countBits(a.low ^ b.low);
  // A word changes three triples: in a short text that is much of it.
  return different <= mostDifferent;
}

/** Ones among 32 bits, pairs, fours and bytes at a time. */
function countBits(value: number): number {
  const pairs = value - ((value >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
