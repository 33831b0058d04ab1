import { z } from 'zod';
import { json, jsonBody, none, type Operation } from './operation.ts';
import { siteSlug } from './text.ts';
import {
  DeliveriesQuery,
  DeliveriesView,
  DeliveryAnswer,
  RetryRequest,
  WebhookAnswer,
  WebhookParams,
  WebhookPatch,
  WebhookRequest,
  WebhookSecretView,
  WebhooksView,
} from './webhooks.ts';

const all = '/api/v1/sites/{site}/webhooks';
const one = `${all}/{id}`;
const BySite = z.object({ site: siteSlug });

/** What owners may ask for about whom their site tells of its comments. */
export const forWebhooks: readonly Operation[] = [
  {
    method: 'get',
    path: all,
    for: 'moderators',
    summary: 'A site’s webhooks, each with what it was last told',
    params: BySite,
    answers: { 200: json(WebhooksView) },
  },
  {
    method: 'post',
    path: all,
    for: 'moderators',
    summary: 'Add a webhook; its secret is in the answer, and nowhere else',
    params: BySite,
    body: jsonBody(WebhookRequest),
    answers: { 201: json(WebhookSecretView) },
  },
  {
    method: 'patch',
    path: one,
    for: 'moderators',
    summary: 'Change a webhook, or switch it off or on',
    params: WebhookParams,
    body: jsonBody(WebhookPatch),
    answers: { 200: json(WebhookAnswer) },
  },
  {
    method: 'get',
    path: `${one}/deliveries`,
    for: 'moderators',
    summary: 'What was sent to a webhook and what it answered, latest first',
    params: WebhookParams,
    query: DeliveriesQuery,
    answers: { 200: json(DeliveriesView) },
  },
  {
    method: 'post',
    path: `${one}/test`,
    for: 'moderators',
    summary: 'Send a webhook a test, now and once',
    params: WebhookParams,
    answers: { 200: json(DeliveryAnswer) },
  },
  {
    method: 'post',
    path: `${one}/retry`,
    for: 'moderators',
    summary: 'Send once more what failed or was dropped; 409 where it is on its way or has arrived',
    params: WebhookParams,
    body: jsonBody(RetryRequest),
    answers: { 202: json(DeliveryAnswer) },
  },
  {
    method: 'post',
    path: `${one}/secret`,
    for: 'moderators',
    summary: 'Give a webhook a new secret; the former one signs beside it for a day',
    params: WebhookParams,
    answers: { 200: json(WebhookSecretView) },
  },
  {
    method: 'delete',
    path: one,
    for: 'moderators',
    summary: 'Remove a webhook',
    params: WebhookParams,
    answers: { 204: none },
  },
];
