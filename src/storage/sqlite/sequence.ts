import type { Comment } from '../../comments/comment.ts';
import type { Sqlite } from './database.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeCharacters = 10;
const tieCharacters = 4;
const ofOneTime = 1_048_576n;

/**
 * The row number of a comment: its time, then the first 20 bits of its ULID's random part. The search index answers by row number,
 * so that newest first costs no sorting, and equal times stand in the order of their ids.
 */
export function sequenceOf({ id, createdAt }: Pick<Comment, 'id' | 'createdAt'>): bigint {
  const tie = id.slice(timeCharacters, timeCharacters + tieCharacters);
  const bits = [...tie].reduce((sum, character) => sum * 32 + Math.max(0, alphabet.indexOf(character)), 0);
  return BigInt(createdAt) * ofOneTime + BigInt(bits);
}

/** Above every number of that time. */
export function sequenceAfter(createdAt: number): bigint {
  return BigInt(createdAt + 1) * ofOneTime;
}

/** The number itself, or the next one that is free. */
export function freeSequence(database: Sqlite, comment: Pick<Comment, 'id' | 'createdAt'>): bigint {
  let sequence = sequenceOf(comment);
  while (database.get('SELECT 1 FROM comments WHERE seq = ?', sequence)) sequence += 1n;
  return sequence;
}
