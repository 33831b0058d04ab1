import type { Session } from '../moderators/session.ts';

/** The part of the store that keeps who is signed in where. */
export interface Sessions {
  add(session: Session): Promise<void>;
  byHash(hash: string): Promise<Session | null>;
  /** Latest made first. */
  ofPerson(personId: string): Promise<readonly Session[]>;
  /** Notes a use; an earlier one than is noted already changes nothing. */
  see(id: string, at: number): Promise<void>;
  end(id: string): Promise<boolean>;
  /** Deletes up to `limit` that were made or last seen before these times; answers how many. */
  expire(due: { readonly madeBefore: number; readonly seenBefore: number }, limit: number): Promise<number>;
}
