import type { Block } from '../blocks/block.ts';
import type { Also } from './also.ts';

/** The part of the port that keeps whom a site blocks. */
export interface Blocks {
  byId(id: string): Promise<Block | null>;
  /** Keeps it with what belongs to it; or answers the one of its site and key that was there first, and keeps nothing. */
  add(block: Block, also: Also): Promise<Block>;
  /** Replaces note, end and who set it if the stored version is `block.version - 1`. */
  change(block: Block, also: Also): Promise<boolean>;
  /** Gone at once, and the key free again. */
  lift(id: string, also: Also): Promise<boolean>;
  /** Latest first, by id, before the one named. */
  list(siteId: string, before: string | null, limit: number): Promise<readonly Block[]>;
  /** Those of a site in force at `now` that have one of these keys. */
  matching(siteId: string, keys: readonly string[], now: number): Promise<readonly Block[]>;
  /** Those of a site on this email, alone or with a name. */
  ofEmail(siteId: string, emailKey: string): Promise<readonly Block[]>;
  /** Deletes up to `limit` that ended before `now`; answers how many. */
  expire(now: number, limit: number): Promise<number>;
}
