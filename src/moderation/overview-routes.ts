import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { requireModerator } from '../moderators/authenticate.ts';
import { type Moderator, requireMay } from '../moderators/may.ts';
import { listPages } from '../sites/list-pages.ts';
import { listSites } from '../sites/list-sites.ts';
import { ByRowId } from '../wire/account.ts';
import { IdParams } from '../wire/comments.ts';
import { LogExportQuery, LogQuery } from '../wire/log.ts';
import { TryRequest } from '../wire/moderation.ts';
import { BySiteQuery, JobsQuery, PagesQuery, SitesQuery, StatsQuery } from '../wire/overview.ts';
import { answerReports } from './answer-reports.ts';
import { csvLines, jsonLines } from './export-log.ts';
import { listFailedJobs, retryJob } from './failed-jobs.ts';
import { filterState } from './filter-state.ts';
import { type LogReach, listLog, logEntries } from './list-log.ts';
import { type ModerationNeeds, moderated, moderatedSite } from './routes.ts';
import { statsOf } from './stats.ts';
import { tryRules } from './try-rules.ts';

export const sitesRoute = moderated(async (needs, { moderator, request }) => {
  const { site } = SitesQuery.parse(request.query);
  if (site !== undefined) await moderatedSite(needs, moderator, site);
  const { sites } = await listSites(needs, moderator);
  return { sites: sites.filter(({ slug }) => site === undefined || slug === site) };
});

export const pagesRoute = moderated(async (needs, { moderator, request }) => {
  const query = PagesQuery.parse(request.query);
  return listPages(needs, await moderatedSite(needs, moderator, query.site), query);
});

export const statsRoute = moderated(async (needs, { moderator, request }) => {
  const { site, days } = StatsQuery.parse(request.query);
  return statsOf(needs, await moderatedSite(needs, moderator, site), days);
});

export const filterRoute = moderated(async (needs, { moderator, request }) =>
  filterState(needs, await moderatedSite(needs, moderator, BySiteQuery.parse(request.query).site)),
);

export const tryRulesRoute = moderated(async (needs, { moderator, request }) => {
  const site = await needs.sites.bySlug(String(request.params['site']));
  requireMay(moderator, 'own', site.id);
  return tryRules(needs, site, TryRequest.parse(request.body));
});

export const jobsRoute = moderated(async (needs, { moderator, request }) => {
  const { site } = JobsQuery.parse(request.query);
  return listFailedJobs(needs, moderator, site === undefined ? null : (await moderatedSite(needs, moderator, site)).id);
});

export const retryJobRoute = moderated((needs, { moderator, request }) =>
  retryJob(needs, moderator, ByRowId.parse(request.params).id),
);

export const answerReportsRoute = moderated((needs, { moderator, request }) =>
  answerReports(needs, moderator, IdParams.parse(request.params).id),
);

export const logRoute = moderated(async (needs, { moderator, request }) => {
  const query = LogQuery.parse(request.query);
  return listLog(needs, await reachOf(needs, moderator, query.site), query);
});

/** The log as a file. It is written as it is read, and ends where the reader leaves. */
export const exportLogRoute =
  (needs: ModerationNeeds): RequestHandler =>
  async (request, response) => {
    const moderator = await requireModerator(needs, request);
    const { format, ...filter } = LogExportQuery.parse(request.query);
    const entries = logEntries(needs, await reachOf(needs, moderator, filter.site), filter);
    response.set({
      'Content-Type': format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8',
      'Content-Disposition': `attachment; filename="backtalk-log.${format}"`,
      'Cache-Control': 'no-store',
    });
    const lines = Readable.from(format === 'csv' ? csvLines(entries) : jsonLines(entries));
    await pipeline(lines, response).catch(() => response.destroy());
  };

async function reachOf(needs: ModerationNeeds, moderator: Moderator, slug: string | undefined): Promise<LogReach> {
  return { moderator, siteId: slug === undefined ? null : (await moderatedSite(needs, moderator, slug)).id };
}
