import { steadily } from './away.ts';
import type { Collections } from './database.ts';
import type { SiteChange } from './outbox.ts';

/** Makes a change that the directory has decided on. Safe to repeat, and an older one never comes after a newer. */
export async function changeSite(mongo: Collections & { readonly now: () => number }, change: SiteChange): Promise<void> {
  if (change.act === 'remove') return removeSite(mongo, change.siteId);
  const { id: _id, ...site } = change.site;
  const row = { ...site, changedAt: mongo.now() };
  const isNewer = { $lt: ['$version', row.version] };
  await steadily(() =>
    mongo.sites.updateOne(
      { _id },
      [
        {
          $replaceWith: {
            $cond: [{ $or: [{ $eq: [{ $type: '$version' }, 'missing'] }, isNewer] }, { $literal: { _id, ...row } }, '$$ROOT'],
          },
        },
      ],
      { upsert: true },
    ),
  );
}

async function removeSite(
  { sites, tokens, people, now }: Collections & { readonly now: () => number },
  siteId: string,
): Promise<void> {
  await steadily(() => sites.deleteOne({ _id: siteId }));
  await steadily(() => tokens.deleteMany({ siteId }));
  const change = { $pull: { sites: siteId }, $inc: { version: 1 }, $set: { changedAt: now() } } as object;
  await steadily(() => people.updateMany({ sites: siteId }, change));
}
