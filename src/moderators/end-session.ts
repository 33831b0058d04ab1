import { refuse } from '../refusal.ts';
import type { SessionNeeds, SignedIn } from './start-session.ts';

/** @throws Refusal `not-found` for a session that is none of theirs */
export async function endSession(needs: Pick<SessionNeeds, 'store'>, { person }: SignedIn, id: string): Promise<void> {
  const own = (await needs.store.sessions.ofPerson(person.id)).some((session) => session.id === id);
  if (!own || !(await needs.store.sessions.end(id))) refuse('not-found');
}
