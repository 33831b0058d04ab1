import { z } from 'zod';
import { html, json, jsonBody, none, type Operation } from './operation.ts';
import {
  BlockRequest,
  BlocksQuery,
  BlocksView,
  BlockView,
  ByBlock,
  ByErasure,
  ErasureView,
  PersonExport,
  PersonExportRequest,
  PersonRequest,
  RetentionQuery,
} from './privacy.ts';
import { siteSlug } from './text.ts';

const BySite = z.object({ site: siteSlug });

/** Whom a site blocks, what is kept about a person, and how long. */
export const forPrivacy: readonly Operation[] = [
  {
    method: 'get',
    path: '/privacy',
    for: 'readers',
    summary: 'What a site keeps how long, as a page',
    query: RetentionQuery,
    answers: { 200: html },
  },
  {
    method: 'get',
    path: '/api/v1/sites/{site}/blocks',
    for: 'moderators',
    summary: 'Whom the site blocks',
    params: BySite,
    query: BlocksQuery,
    answers: { 200: json(BlocksView) },
  },
  {
    method: 'post',
    path: '/api/v1/sites/{site}/blocks',
    for: 'moderators',
    summary: 'Block an author, email, address or domain: what comes from there is spam',
    params: BySite,
    body: jsonBody(BlockRequest),
    answers: { 201: json(z.object({ block: BlockView })) },
  },
  {
    method: 'delete',
    path: '/api/v1/sites/{site}/blocks/{id}',
    for: 'moderators',
    summary: 'Lift a block',
    params: ByBlock,
    answers: { 204: none },
  },
  {
    method: 'post',
    path: '/api/v1/privacy/export',
    for: 'moderators',
    summary: 'All that is held about an email on one’s own sites, for owners',
    body: jsonBody(PersonExportRequest),
    answers: { 200: json(PersonExport) },
  },
  {
    method: 'post',
    path: '/api/v1/privacy/erasures',
    for: 'moderators',
    summary: 'Erase an email’s person from one’s own sites, for owners',
    body: jsonBody(PersonRequest),
    answers: { 202: json(ErasureView) },
  },
  {
    method: 'get',
    path: '/api/v1/privacy/erasures/{id}',
    for: 'moderators',
    summary: 'How an erasure stands, for owners',
    params: ByErasure,
    answers: { 200: json(ErasureView) },
  },
];
