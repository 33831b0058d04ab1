import { z } from 'zod';
import { LinkbackStatus, TrackbackQuery, WebmentionParams, WebmentionRequest } from './linkbacks.ts';
import { json, type Operation } from './operation.ts';
import { siteSlug } from './text.ts';

const BySite = z.object({ site: siteSlug });
const xml = { type: 'text/xml' } as const;

/** The doors of blog engines, whose bodies and answers their own specifications describe. */
export const forBlogEngines: readonly Operation[] = [
  {
    method: 'post',
    path: '/pingback/{site}',
    for: 'blog engines',
    summary: 'Pingback 1.0: an XML-RPC call in text/xml, answered as 200 with a value or a fault',
    params: BySite,
    answers: { 200: xml },
  },
  {
    method: 'post',
    path: '/webmention/{site}',
    for: 'blog engines',
    summary: 'Receive a webmention',
    params: BySite,
    body: { type: 'application/x-www-form-urlencoded', schema: WebmentionRequest },
    answers: { 201: json(LinkbackStatus), 400: { type: 'text/plain' } },
  },
  {
    method: 'get',
    path: '/webmention/{site}/{id}',
    for: 'blog engines',
    summary: 'What became of a webmention, as JSON or HTML',
    params: WebmentionParams,
    answers: { 200: json(LinkbackStatus) },
  },
  {
    method: 'post',
    path: '/trackback/{site}',
    for: 'blog engines',
    summary: 'Receive a trackback: a form in whatever charset, answered as 200 with XML',
    params: BySite,
    query: TrackbackQuery,
    answers: { 200: xml },
  },
];
