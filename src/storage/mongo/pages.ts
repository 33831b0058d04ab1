import { ageStartsAt, type Page } from '../../sites/page.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { Pages } from '../pages.ts';
import { guarded, isDuplicate, steadily } from './away.ts';
import type { Mongo } from './database.ts';
import { inHands } from './expire.ts';
import { inTurn } from './in-turn.ts';
import { belonging, literally, type Op, putting } from './outbox.ts';
import { rehome, standing } from './rehome.ts';
import { noStoreFields, type PageRow, pageOf } from './rows.ts';
import { createQueueing } from './together.ts';

export function createPages(mongo: Mongo): Pages {
  const answered = (row: PageRow | null) => (row ? pageOf(row) : null);
  const named = createQueueing<NamedPage, { readonly page: Page | null }>(async (some) =>
    (await pagesNamed(mongo, some)).map((page) => ({ page })),
  );
  return guarded<Pages>({
    byId: async (id) => answered(await steadily(() => mongo.pages.findOne({ _id: id }))),
    byIds: async (ids) => (await steadily(() => mongo.pages.find({ _id: { $in: [...ids] } }).toArray())).map(pageOf),
    byKey: async (siteId, key) => (await named({ siteId, key })).page,
    byKeys: async (siteId, keys) => {
      const rows = await rowsByKeys(mongo, siteId, keys);
      return new Map([...rows].map(([key, row]) => [key, pageOf(row)]));
    },
    ensure: (page, key) => ensurePage(mongo, page, key),
    list: async (siteId, after, limit) => {
      const filter = { siteId, mergedInto: null, _id: { $gt: after ?? '' } };
      return (await steadily(() => mongo.pages.find(filter).sort({ _id: 1 }).limit(limit).toArray())).map(pageOf);
    },
    setOpen: async (id, open, also) => answered(await changePage(mongo, { id, set: { open } }, also)),
    describe: async (id, facts, also) => answered(await changePage(mongo, { id, set: bettered(facts) }, also)),
    nameAuthor: async (id, said, also) => answered(await changePage(mongo, { id, set: authored(said) }, also)),
    byAuthor: async ({ siteId, email }, limit) => {
      const filter = { siteId, authorKey: emailKeyOf(email) };
      return (await steadily(() => mongo.pages.find(filter).limit(limit).toArray())).map(pageOf);
    },
    move: (siteId, move, also) => movePage(mongo, { siteId, ...move }, also),
    merge: (from, into, also) => mergePages(mongo, { from, into }, also),
    rehome: (from, limit) => rehome(mongo, from, limit),
    age: (siteId, dueAt, limit) => age(mongo, { siteId, dueAt }, limit),
  });
}

/** The pages that these keys lead to, by key. A merged page keeps its keys and says where it went, so that one write merges. */
async function rowsByKeys(mongo: Mongo, siteId: string, keys: readonly string[]): Promise<Map<string, PageRow>> {
  const rows = await steadily(() =>
    mongo.pages.find({ siteId, keys: { $in: [...keys] } }, { projection: noStoreFields }).toArray(),
  );
  const found = new Map<string, PageRow>();
  for (const row of rows) {
    const stands = await standing(mongo, row);
    for (const key of row.keys) if (stands && keys.includes(key)) found.set(key, stands);
  }
  return found;
}

export interface NamedPage {
  readonly siteId: string;
  readonly key: string;
}

/** The page of each, in one question for each site; null where nothing stands. */
export async function pagesNamed(mongo: Mongo, named: readonly NamedPage[]): Promise<readonly (Page | null)[]> {
  const sites = await Promise.all(
    [...Map.groupBy(named, ({ siteId }) => siteId)].map(async ([siteId, ofSite]) => {
      const keys = new Set(ofSite.map(({ key }) => key));
      return [siteId, await rowsByKeys(mongo, siteId, [...keys])] as const;
    }),
  );
  const rows = new Map(sites);
  return named.map(({ siteId, key }) => {
    const row = rows.get(siteId)?.get(key);
    return row ? pageOf(row) : null;
  });
}

/** The page of that id, or the other that it was merged into. */
export async function standingPage(mongo: Mongo, id: string): Promise<Page | null> {
  const row = await steadily(() => mongo.pages.findOne({ _id: id }));
  const stands = row && (await standing(mongo, row));
  return stands ? pageOf(stands) : null;
}

/** Each key stands in one page of the site: of two that are made at once for the same key, one is refused. */
export async function ensurePage(mongo: Mongo, page: Page, key: string): Promise<Page> {
  const { id, siteId, ...fields } = page;
  for (;;) {
    const found = (await rowsByKeys(mongo, siteId, [key])).get(key);
    if (found) return pageOf(found);
    const row: PageRow = {
      ...{ _id: id, siteId, ...fields, keys: [key], mergedInto: null, startsAt: ageStartsAt(page), changedAt: mongo.now() },
      authorKey: emailKeyOf(page.author?.email ?? null),
      ...{ outbox: [], ops: [], applied: [] },
    };
    const isMade = await steadily(() =>
      mongo.pages.insertOne(row).then(
        () => true,
        (error: unknown) => {
          if (isDuplicate(error)) return false;
          throw error;
        },
      ),
    );
    if (isMade) return page;
  }
}

interface PageChange {
  readonly id: string;
  /** Values, and expressions over the page as it was. */
  readonly set: object;
  readonly only?: object;
}

/** Changes a page and tells it; null when there is no such page. */
async function changePage(mongo: Mongo, { id, set, only = {} }: PageChange, also: Also): Promise<PageRow | null> {
  const page = await steadily(() => mongo.pages.findOne({ _id: id }, { projection: { siteId: 1 } }));
  if (!page) return null;
  const { siteId } = page;
  const changes = [{ kind: 'page', siteId, pageId: id, commentId: null } as const];
  const op: Op = { ...belonging(mongo.newOp(), also), changes };
  const stages = [
    { $set: { ...set, version: { $add: ['$version', 1] }, changedAt: mongo.now() } },
    { $set: { startsAt: { $ifNull: ['$date', '$firstAt'] } } },
    putting(op.id, { $literal: op }),
  ];
  const after = await steadily(async (again) => {
    // Done at a try whose answer was lost, it must not be done again.
    const done = again ? await mongo.pages.findOne({ _id: id, ops: op.id }) : null;
    return done ?? mongo.pages.findOneAndUpdate({ _id: id, siteId, ...only }, stages, { returnDocument: 'after' });
  });
  if (after) await mongo.settle([{ in: 'pages', of: id, op }]);
  return after;
}

/** What the owner says wins over a hint, a hint only over nothing. */
function bettered({ title, titleFrom, date }: Parameters<Pages['describe']>[1]): object {
  const isBetter = title === undefined ? false : { $or: [{ $eq: ['$title', null] }, (titleFrom ?? 'hint') !== 'hint'] };
  const better = (value: unknown, before: string) => ({ $cond: [isBetter, { $literal: value ?? null }, before] });
  return { title: better(title, '$title'), titleFrom: better(titleFrom, '$titleFrom'), ...(date !== undefined && { date }) };
}

/** What a moderator said stands against everybody else. */
function authored({ author, from }: Parameters<Pages['nameAuthor']>[1]): object {
  const isHeard = from === 'moderator' || { $ne: ['$authorFrom', 'moderator'] };
  const said = { author, authorFrom: from, authorKey: emailKeyOf(author?.email ?? null) };
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [
      name,
      { $cond: [isHeard, { $literal: value }, { $ifNull: [`$${name}`, null] }] },
    ]),
  );
}

type Move = { readonly siteId: string } & Parameters<Pages['move']>[1];

async function movePage(
  mongo: Mongo,
  { siteId, oldKey, newKey, newUrl }: Move,
  also: Also,
): Promise<'moved' | 'taken' | 'unknown'> {
  const found = await rowsByKeys(mongo, siteId, [oldKey, newKey]);
  const page = found.get(oldKey);
  if (!page) return 'unknown';
  const there = found.get(newKey);
  if (there && there._id !== page._id) return 'taken';
  // Where a page that was merged into this one has the key, it leads here already.
  const keys = there ? {} : { keys: { $setUnion: ['$keys', [{ $literal: newKey }]] } };
  try {
    await changePage(mongo, { id: page._id, set: { ...literally({ url: newUrl }), ...keys } }, also);
    return 'moved';
  } catch (error) {
    if (isDuplicate(error)) return 'taken';
    throw error;
  }
}

async function mergePages(
  mongo: Mongo,
  { from, into }: { from: string; into: string },
  also: Also,
): Promise<'merged' | 'unknown'> {
  const no = await inTurn<'unknown'>(mongo, { of: 'merges', also }, async () => {
    const filter = { _id: { $in: [from, into] }, mergedInto: null };
    const rows = await steadily(() => mongo.pages.find(filter, { projection: { siteId: 1 } }).toArray());
    if (rows.length < 2) return 'unknown';
    const changes = rows.map(({ _id, siteId }) => ({ kind: 'page', siteId, pageId: _id, commentId: null }) as const);
    return { merge: { from, into }, changes };
  });
  return no ?? 'merged';
}

async function age(mongo: Mongo, { siteId, dueAt }: { siteId: string; dueAt: number | null }, limit: number): Promise<number> {
  const due = dueAt ?? Number.MIN_SAFE_INTEGER;
  const find = (filter: object) =>
    steadily(() =>
      mongo.pages
        .find({ siteId, ...filter })
        .limit(limit)
        .toArray(),
    );
  const [young, old] = [await find({ aged: false, startsAt: { $lt: due } }), await find({ aged: true, startsAt: { $gte: due } })];
  const wrong = [...young, ...old].slice(0, limit);
  await inHands(wrong, (page) => {
    const { _id: id, aged, startsAt } = page;
    return changePage(mongo, { id, set: { aged: !aged }, only: { aged, startsAt } }, { jobs: [], log: null });
  });
  return wrong.length;
}
