import { z } from 'zod';
import { ByRowId } from './account.ts';
import { IdParams } from './comments.ts';
import { LogExportQuery, LogQuery, LogView } from './log.ts';
import { Tried, TryRequest } from './moderation.ts';
import { json, jsonBody, none, type Operation } from './operation.ts';
import {
  BySiteQuery,
  FilterView,
  JobsQuery,
  JobsView,
  NewTokenView,
  PagesQuery,
  PagesView,
  SitesQuery,
  SitesView,
  StatsQuery,
  StatsView,
  TokenRequest,
  TokensQuery,
  TokensView,
} from './overview.ts';
import { QueueEventsQuery } from './queue-events.ts';
import { siteSlug } from './text.ts';

/** A read of moderators, with what its query takes. */
const read = (path: string, summary: string, more: Pick<Operation, 'answers'> & { readonly query?: z.ZodObject }): Operation => ({
  ...{ method: 'get', path, for: 'moderators', summary },
  ...more,
});

/** What moderators and owners see and do around the queue. */
export const forOverview: readonly Operation[] = [
  read('/api/v1/moderation/events', 'Server-Sent Events of a site’s queue', {
    query: QueueEventsQuery,
    answers: { 200: { type: 'text/event-stream' } },
  }),
  read('/api/v1/moderation/log', 'Who did what, when and why', { query: LogQuery, answers: { 200: json(LogView) } }),
  read('/api/v1/moderation/log/export', 'The same as a file, up to 100,000 entries', {
    query: LogExportQuery,
    answers: { 200: { type: 'application/jsonl', or: 'text/csv' } },
  }),
  read('/api/v1/moderation/stats', 'What came, and what became of it', { query: StatsQuery, answers: { 200: json(StatsView) } }),
  read('/api/v1/moderation/filter', 'How far the filter of a site has come', {
    query: BySiteQuery,
    answers: { 200: json(FilterView) },
  }),
  read('/api/v1/moderation/pages', 'Pages of a site, by address or title', {
    query: PagesQuery,
    answers: { 200: json(PagesView) },
  }),
  read('/api/v1/moderation/jobs', 'Jobs that gave up', { query: JobsQuery, answers: { 200: json(JobsView) } }),
  {
    method: 'post',
    path: '/api/v1/moderation/jobs/{id}/retry',
    for: 'moderators',
    summary: 'Try a job again that gave up',
    params: ByRowId,
    answers: { 204: none },
  },
  {
    method: 'delete',
    path: '/api/v1/moderation/comments/{id}/reports',
    for: 'moderators',
    summary: 'Let go of what readers reported of a comment',
    params: IdParams,
    answers: { 204: none },
  },
  read('/api/v1/sites', 'The sites one may moderate', { query: SitesQuery, answers: { 200: json(SitesView) } }),
  {
    method: 'post',
    path: '/api/v1/sites/{site}/settings/try',
    for: 'moderators',
    summary: 'What other settings would make of the newest comments; nothing is kept',
    params: z.object({ site: siteSlug }),
    body: jsonBody(TryRequest),
    answers: { 200: json(Tried) },
  },
  read('/api/v1/tokens', 'Tokens of one’s sites', { query: TokensQuery, answers: { 200: json(TokensView) } }),
  {
    method: 'post',
    path: '/api/v1/tokens',
    for: 'moderators',
    summary: 'Make a token',
    body: jsonBody(TokenRequest),
    answers: { 201: json(NewTokenView) },
  },
  {
    method: 'delete',
    path: '/api/v1/tokens/{id}',
    for: 'moderators',
    summary: 'Revoke a token',
    params: ByRowId,
    answers: { 204: none },
  },
];
