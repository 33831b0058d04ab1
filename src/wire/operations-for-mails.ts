import type { z } from 'zod';
import { ForgotForm, ResetForm, ResetQuery } from './account.ts';
import { MailLinkForm, MailLinkQuery, MailParams, MailsQuery, MailsView, MailView, NoticesPatch, NoticesView } from './mails.ts';
import { html, json, jsonBody, none, type Operation } from './operation.ts';

const form = (schema: z.ZodType) => ({ type: 'application/x-www-form-urlencoded', schema }) as const;

/** Where mails lead, how often they come, and what became of them. */
export const forMails: readonly Operation[] = [
  {
    method: 'get',
    path: '/mail-link',
    for: 'guests',
    summary: 'The page behind a link in a moderator’s mail; opening it changes nothing',
    query: MailLinkQuery,
    answers: { 200: html, 403: html },
  },
  {
    method: 'post',
    path: '/mail-link',
    for: 'guests',
    summary: 'What the button on that page does, once',
    body: form(MailLinkForm),
    answers: { 200: html, 403: html },
  },
  {
    method: 'get',
    path: '/admin/forgot',
    for: 'guests',
    summary: 'A form for who forgot their password',
    answers: { 200: html },
  },
  {
    method: 'post',
    path: '/admin/forgot',
    for: 'guests',
    summary: 'Ask for a mail with a link to choose a new password; answered alike for every address',
    body: form(ForgotForm),
    answers: { 202: html },
  },
  {
    method: 'get',
    path: '/reset',
    for: 'guests',
    summary: 'The page behind that link',
    query: ResetQuery,
    answers: { 200: html, 403: html },
  },
  {
    method: 'post',
    path: '/reset',
    for: 'guests',
    summary: 'Choose a new password; every session and every other link ends',
    body: form(ResetForm),
    answers: { 200: html, 400: html, 403: html },
  },
  {
    method: 'get',
    path: '/admin/notices',
    for: 'guests',
    summary: 'How often one is told of comments, by forms; the way in for who is not signed in',
    answers: { 200: html, 303: none },
  },
  {
    method: 'post',
    path: '/admin/notices',
    for: 'signed-in',
    summary: 'The same by a form',
    body: form(NoticesPatch),
    answers: { 303: none },
  },
  {
    method: 'get',
    path: '/api/v1/account/notices',
    for: 'signed-in',
    summary: 'How often one is told of each site’s comments',
    answers: { 200: json(NoticesView) },
  },
  {
    method: 'patch',
    path: '/api/v1/account/notices',
    for: 'signed-in',
    summary: 'Choose how often one is told of a site’s comments',
    body: jsonBody(NoticesPatch),
    answers: { 200: json(NoticesView) },
  },
  {
    method: 'get',
    path: '/api/v1/moderation/mails',
    for: 'moderators',
    summary: 'What became of mails, latest first',
    query: MailsQuery,
    answers: { 200: json(MailsView) },
  },
  {
    method: 'post',
    path: '/api/v1/moderation/mails/{id}/retry',
    for: 'moderators',
    summary: 'Send a mail once more that came to an end',
    params: MailParams,
    answers: { 200: json(MailView) },
  },
];
