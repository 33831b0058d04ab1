import type { z } from 'zod';
import { iso } from '../comments/view.ts';
import type { ListPeopleNeeds } from '../moderators/change-people.ts';
import { type Moderator, may } from '../moderators/may.ts';
import { refuseField } from '../refusal.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { ListedEntryView, LogEntryView, LogFilter, LogQuery, LogView } from '../wire/log.ts';
import type { LogEntry } from './log.ts';
import { peopleOf } from './log-people.ts';
import { placeAt, timeOf } from './log-place.ts';
import { type SubjectNeeds, subjectsOf } from './log-subjects.ts';

export interface LogNeeds extends SubjectNeeds, ListPeopleNeeds {
  readonly store: SubjectNeeds['store'] & ListPeopleNeeds['store'] & { readonly queue: Pick<Store['queue'], 'log' | 'history'> };
  readonly sites: Pick<SiteBook, 'all'>;
}

/** Whose log is asked for, and of which site; null: of all that they may see. */
export interface LogReach {
  readonly moderator: Moderator;
  readonly siteId: string | null;
}

const entryId = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const entriesAtOnce = 500;
/** So many entries are looked at for one answer, however few of them are meant. */
const mostLookedAt = 5_000;
export const mostExported = 100_000;

/**
 * The log as this moderator may see it, newest first. The cursor is the id of the last entry
 * that was looked at: where few are meant, an answer may have less than was asked for, and still go on.
 */
export async function listLog(
  needs: LogNeeds,
  reach: LogReach,
  query: z.infer<typeof LogQuery>,
): Promise<z.infer<typeof LogView>> {
  if (query.cursor !== undefined && !entryId.test(query.cursor))
    refuseField('cursor', 'invalid', 'This is no cursor of the log.');
  const found: LogEntry[] = [];
  let looked = 0;
  let last: string | null = query.cursor ?? null;
  for await (const { entry, isMeant } of walk(needs, { reach, filter: query, before: last })) {
    if (found.length === query.limit || looked === mostLookedAt)
      return { entries: await viewsOf(needs, reach, found), next: last };
    if (isMeant) found.push(entry);
    looked += 1;
    last = entry.id;
  }
  return { entries: await viewsOf(needs, reach, found), next: null };
}

/** The same as one stream of views, up to `mostExported` entries. */
export async function* logEntries(needs: LogNeeds, reach: LogReach, filter: LogFilter): AsyncGenerator<LogEntryView> {
  const toView = viewWith(await slugsById(needs));
  let given = 0;
  for await (const { entry, isMeant } of walk(needs, { reach, filter, before: null })) {
    if (given === mostExported) return;
    if (!isMeant) continue;
    given += 1;
    yield toView(entry);
  }
}

interface Walk {
  readonly reach: LogReach;
  readonly filter: LogFilter;
  readonly before: string | null;
}

async function* walk(needs: LogNeeds, { reach, filter, before }: Walk) {
  const { rows, isSeen } = sightOf(reach);
  const isMeant = await meaning(needs, filter);
  const { since, until, comment } = filter;
  const start = Math.max(since === undefined ? 0 : Date.parse(since), comment === undefined ? 0 : timeOf(comment));
  const end = until === undefined ? null : placeAt(Date.parse(until));
  for (let from = earlier(before, end); ; ) {
    const entries = await needs.store.queue.log(rows, from, entriesAtOnce);
    for (const entry of entries) {
      if (entry.at < start) return;
      yield { entry, isMeant: isSeen(entry) && isMeant(entry) };
    }
    from = entries.at(-1)?.id ?? null;
    if (entries.length < entriesAtOnce) return;
  }
}

/**
 * Where entries are looked for, and which of those found are seen. What was done on no one site, such as to people, is nothing to
 * moderators. Owners see what was about sites of theirs; an erasure counts over all its sites, and is for who owns every one.
 */
function sightOf({ moderator, siteId }: LogReach): {
  readonly rows: readonly (string | null)[] | null;
  readonly isSeen: (entry: LogEntry) => boolean;
} {
  const asked = siteId === null ? moderator.sites : [siteId];
  if (asked === null) return { rows: null, isSeen: () => true };
  const isOwn = (site: string) => may(moderator, 'own', site);
  if (!asked.some(isOwn)) return { rows: asked, isSeen: () => true };
  const isAsked = (sites: readonly string[]) =>
    sites.length === 0 ? moderator.sites === null : sites.some((site) => asked.includes(site));
  const isSeen = ({ siteId: of, sites = [], act }: LogEntry) =>
    of !== null || (isAsked(sites) && (act !== 'erase' || sites.every(isOwn)));
  return { rows: [...asked, null], isSeen };
}

function earlier(a: string | null, b: string | null): string | null {
  return a !== null && (b === null || a < b) ? a : b;
}

async function meaning({ store }: LogNeeds, { who, act, comment }: LogFilter): Promise<(entry: LogEntry) => boolean> {
  const decided = comment === undefined ? null : ((await store.queue.history([comment])).get(comment) ?? []);
  const ids = new Set(decided?.map(({ id }) => id));
  const name = who?.toLowerCase();
  return (entry) =>
    (name === undefined || entry.actor.name.toLowerCase().includes(name)) &&
    (act === undefined || entry.act === act) &&
    (comment === undefined || ids.has(entry.id) || entry.detail['comment'] === comment);
}

async function slugsById({ sites }: Pick<LogNeeds, 'sites'>): Promise<ReadonlyMap<string, string>> {
  return new Map((await sites.all()).map((site) => [site.id, site.slug]));
}

async function viewsOf(needs: LogNeeds, { moderator }: LogReach, entries: readonly LogEntry[]): Promise<ListedEntryView[]> {
  const toView = viewWith(await slugsById(needs));
  const [about, person] = [await subjectsOf(needs, entries), await peopleOf(needs, moderator, entries)];
  return entries.map((entry) => ({ ...toView(entry), about: about(entry), person: person(entry) }));
}

const viewWith =
  (slugs: ReadonlyMap<string, string>) =>
  ({ id, siteId, at, actor, act, note, detail }: LogEntry): LogEntryView => ({
    id,
    site: siteId === null ? null : (slugs.get(siteId) ?? null),
    at: iso(at),
    who: actor.name,
    act,
    note,
    detail: { ...detail },
  });
