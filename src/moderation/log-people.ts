import { type ListPeopleNeeds, listPeople } from '../moderators/change-people.ts';
import type { Moderator } from '../moderators/may.ts';
import type { Fact, LogPerson } from '../wire/log.ts';
import type { LogEntry } from './log.ts';

/** Facts of an act that say to whom it was done, by their id. */
const naming: readonly Fact[] = ['added', 'changed', 'reset', 'signedOut', 'removed'];

/** To whom these entries did something, as they are now: of those whom this moderator may see. */
export async function peopleOf(
  needs: ListPeopleNeeds,
  moderator: Moderator,
  entries: readonly LogEntry[],
): Promise<(entry: LogEntry) => LogPerson | null> {
  const ofPeople = new Set(entries.filter(({ act }) => act === 'people'));
  const people = ofPeople.size === 0 ? [] : await listPeople(needs, moderator, null);
  return (entry) => {
    const ids = ofPeople.has(entry) ? naming.map((fact) => entry.detail[fact]) : [];
    const person = people.find(({ id }) => ids.includes(id));
    return person ? { id: person.id, name: person.name, email: person.email } : null;
  };
}
