import { z } from 'zod';
import { IdParams } from './comments.ts';
import { DiscoverQuery, DiscoverView, LinkbacksQuery, LinkbacksView, SendAnswer, SendRequest } from './linkbacks.ts';
import {
  DecisionAnswer,
  DecisionRequest,
  LogQuery,
  LogView,
  ModeratorEditRequest,
  PageOpenRequest,
  PageStateView,
  QueuedView,
  QueueListQuery,
  QueueView,
  Rejudged,
  RejudgeRequest,
  ReplyRequest,
  UndoRequest,
  WhyView,
} from './moderation.ts';
import { json, jsonBody, type Operation } from './operation.ts';
import { QueueEventsQuery } from './queue-events.ts';
import { SiteSettings, SiteSettingsPatch } from './settings.ts';
import { siteSlug } from './text.ts';
import { CommentView } from './thread.ts';

const BySite = z.object({ site: siteSlug });

/** What moderators and owners may ask for. */
export const forModerators: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/moderation/comments',
    for: 'moderators',
    summary: 'The queue, searched or in order',
    query: QueueListQuery,
    answers: { 200: json(QueueView) },
  },
  {
    method: 'post',
    path: '/api/v1/moderation/decisions',
    for: 'moderators',
    summary: 'Decide on up to 500 comments',
    body: jsonBody(DecisionRequest),
    answers: { 200: json(DecisionAnswer) },
  },
  {
    method: 'post',
    path: '/api/v1/moderation/undo',
    for: 'moderators',
    summary: 'Take a decision back',
    body: jsonBody(UndoRequest),
    answers: { 200: json(DecisionAnswer) },
  },
  {
    method: 'get',
    path: '/api/v1/moderation/comments/{id}/why',
    for: 'moderators',
    summary: 'Why a comment was judged as it was, and how it would be today',
    params: IdParams,
    answers: { 200: json(WhyView) },
  },
  {
    method: 'post',
    path: '/api/v1/moderation/rejudge',
    for: 'moderators',
    summary: 'What other rules would make of the newest comments; may be applied to those that wait',
    body: jsonBody(RejudgeRequest),
    answers: { 200: json(Rejudged) },
  },
  {
    method: 'patch',
    path: '/api/v1/moderation/comments/{id}',
    for: 'moderators',
    summary: 'Edit a comment',
    params: IdParams,
    body: jsonBody(ModeratorEditRequest),
    answers: { 200: json(z.object({ comment: QueuedView })) },
  },
  {
    method: 'post',
    path: '/api/v1/moderation/comments/{id}/reply',
    for: 'moderators',
    summary: 'Reply, approving what waits',
    params: IdParams,
    body: jsonBody(ReplyRequest),
    answers: { 201: json(z.object({ comment: CommentView })) },
  },
  {
    method: 'patch',
    path: '/api/v1/moderation/pages',
    for: 'moderators',
    summary: 'Open or close a thread',
    body: jsonBody(PageOpenRequest),
    answers: { 200: json(PageStateView) },
  },
  {
    method: 'get',
    path: '/api/v1/moderation/log',
    for: 'moderators',
    summary: 'Who did what, when and why',
    query: LogQuery,
    answers: { 200: json(LogView) },
  },
  {
    method: 'get',
    path: '/api/v1/moderation/events',
    for: 'moderators',
    summary: 'Server-Sent Events of a site’s queue',
    query: QueueEventsQuery,
    answers: { 200: { type: 'text/event-stream' } },
  },
  {
    method: 'get',
    path: '/api/v1/sites/{site}/linkbacks',
    for: 'moderators',
    summary: 'Linkbacks that came in or went out, and what became of them',
    params: BySite,
    query: LinkbacksQuery,
    answers: { 200: json(LinkbacksView) },
  },
  {
    method: 'post',
    path: '/api/v1/sites/{site}/linkbacks',
    for: 'moderators',
    summary: 'Send the linkbacks of a page, or of the pages of a feed or sitemap',
    params: BySite,
    body: jsonBody(SendRequest),
    answers: { 202: json(SendAnswer) },
  },
  {
    method: 'get',
    path: '/api/v1/sites/{site}/discover',
    for: 'moderators',
    summary: 'What senders of linkbacks would find on a page of one’s own',
    params: BySite,
    query: DiscoverQuery,
    answers: { 200: json(DiscoverView) },
  },
  {
    method: 'get',
    path: '/api/v1/sites/{site}/settings',
    for: 'moderators',
    summary: 'A site’s settings',
    params: BySite,
    answers: { 200: json(SiteSettings) },
  },
  {
    method: 'patch',
    path: '/api/v1/sites/{site}/settings',
    for: 'moderators',
    summary: 'Change some settings',
    params: BySite,
    body: jsonBody(SiteSettingsPatch),
    answers: { 200: json(SiteSettings) },
  },
];
