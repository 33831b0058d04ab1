import { html, type Operation } from './operation.ts';
import { SubscriptionForm, SubscriptionQuery, WithdrawForm } from './subscriptions.ts';

const form = 'application/x-www-form-urlencoded';

/** What the links in mails to readers and authors of articles lead to. */
export const forSubscribers: readonly Operation[] = [
  {
    method: 'get',
    path: '/subscriptions',
    for: 'guests',
    summary: 'What one asked to be told of, by a link from a mail; changes nothing',
    query: SubscriptionQuery,
    answers: { 200: html, 403: html },
  },
  {
    method: 'post',
    path: '/subscriptions',
    for: 'guests',
    summary: 'Confirm, change or leave; also by one click in a mail program (RFC 8058), as often as one likes',
    query: SubscriptionQuery,
    body: { type: form, schema: SubscriptionForm },
    answers: { 200: html, 403: html },
  },
  {
    method: 'get',
    path: '/withdraw',
    for: 'guests',
    summary: 'One’s own comment and the button that takes it back, by a link from a mail; changes nothing',
    query: SubscriptionQuery,
    answers: { 200: html, 403: html },
  },
  {
    method: 'post',
    path: '/withdraw',
    for: 'guests',
    summary: 'Take one’s own comment back, once',
    body: { type: form, schema: WithdrawForm },
    answers: { 200: html, 403: html },
  },
  {
    method: 'get',
    path: '/author-mails',
    for: 'guests',
    summary: 'Whether an article’s author wants mails about it, by a link from one; changes nothing',
    query: SubscriptionQuery,
    answers: { 200: html, 403: html },
  },
  {
    method: 'post',
    path: '/author-mails',
    for: 'guests',
    summary: 'Have no more of them, or have them again; also by one click in a mail program (RFC 8058), as often as one likes',
    query: SubscriptionQuery,
    answers: { 200: html, 403: html },
  },
];
