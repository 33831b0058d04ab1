import { z } from 'zod';
import {
  AccountForm,
  AccountView,
  AddPasskeyRequest,
  ByCredentialId,
  ByRowId,
  InvitationView,
  InviteRequest,
  NameRequest,
  PasskeyOptions,
  PasskeySignInRequest,
  PasswordRequest,
  PeopleQuery,
  PeopleView,
  PersonPatch,
  PersonView,
  RecoveryCodesView,
  SessionsView,
  SignInForm,
  SignInRequest,
  TotpOfferView,
  TotpRequest,
} from './account.ts';
import { html, json, jsonBody, none, type Operation } from './operation.ts';

const form = (schema: z.ZodType) => ({ type: 'application/x-www-form-urlencoded', schema }) as const;

const DashboardPart = z.object({
  dashboard: z.string().regex(/^[0-9a-f]{12}$/),
  file: z.enum(['dashboard.js', 'dashboard.css']),
});

/** What one asks to be let in. */
export const forGuests: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/session',
    for: 'guests',
    summary: 'Sign in; the session is in the cookie',
    body: jsonBody(SignInRequest),
    answers: { 200: json(AccountView) },
  },
  {
    method: 'post',
    path: '/api/v1/session/passkey/options',
    for: 'guests',
    summary: 'What the browser needs to sign in by passkey',
    answers: { 200: json(PasskeyOptions) },
  },
  {
    method: 'post',
    path: '/api/v1/session/passkey',
    for: 'guests',
    summary: 'Sign in by passkey',
    body: jsonBody(PasskeySignInRequest),
    answers: { 200: json(AccountView) },
  },
  { method: 'get', path: '/admin', for: 'guests', summary: 'The dashboard, or the way in', answers: { 200: html } },
  {
    method: 'get',
    path: '/admin/parts/{dashboard}/{file}',
    for: 'guests',
    summary: 'A file of the dashboard, which never changes',
    params: DashboardPart,
    answers: { 200: { type: 'text/javascript' }, 304: none },
  },
  { method: 'get', path: '/admin/account', for: 'guests', summary: 'One’s own account, or the way in', answers: { 200: html } },
  {
    method: 'post',
    path: '/admin/sign-in',
    for: 'guests',
    summary: 'Sign in by a form',
    body: form(SignInForm),
    answers: { 303: none, 400: html, 401: html, 403: html, 429: html },
  },
];

/** What a person signed in may ask about themselves, by the session's cookie. */
export const forSignedIn: readonly Operation[] = [
  { method: 'get', path: '/api/v1/session', for: 'signed-in', summary: 'Who is signed in', answers: { 200: json(AccountView) } },
  { method: 'delete', path: '/api/v1/session', for: 'signed-in', summary: 'Sign out', answers: { 204: none } },
  { method: 'get', path: '/api/v1/sessions', for: 'signed-in', summary: 'One’s sessions', answers: { 200: json(SessionsView) } },
  { method: 'delete', path: '/api/v1/sessions', for: 'signed-in', summary: 'Sign out everywhere', answers: { 204: none } },
  {
    method: 'delete',
    path: '/api/v1/sessions/{id}',
    for: 'signed-in',
    summary: 'End one session',
    params: ByRowId,
    answers: { 204: none },
  },
  {
    method: 'patch',
    path: '/api/v1/account',
    for: 'signed-in',
    summary: 'Change one’s public name',
    body: jsonBody(NameRequest),
    answers: { 200: json(AccountView) },
  },
  {
    method: 'post',
    path: '/api/v1/account/password',
    for: 'signed-in',
    summary: 'Change one’s password; every other session ends',
    body: jsonBody(PasswordRequest),
    answers: { 200: json(AccountView) },
  },
  {
    method: 'post',
    path: '/api/v1/account/authenticator/offer',
    for: 'signed-in',
    summary: 'A secret for an authenticator app',
    answers: { 200: json(TotpOfferView) },
  },
  {
    method: 'post',
    path: '/api/v1/account/authenticator',
    for: 'signed-in',
    summary: 'Ask for codes from now on; every other session ends',
    body: jsonBody(TotpRequest),
    answers: { 201: json(RecoveryCodesView) },
  },
  {
    method: 'delete',
    path: '/api/v1/account/authenticator',
    for: 'signed-in',
    summary: 'Ask for no code any more; every other session ends',
    answers: { 204: none },
  },
  {
    method: 'post',
    path: '/api/v1/account/recovery-codes',
    for: 'signed-in',
    summary: 'New recovery codes; every other session ends',
    answers: { 201: json(RecoveryCodesView) },
  },
  {
    method: 'post',
    path: '/api/v1/account/passkey-options',
    for: 'signed-in',
    summary: 'What the browser needs to make a passkey',
    answers: { 200: json(PasskeyOptions) },
  },
  {
    method: 'post',
    path: '/api/v1/account/passkeys',
    for: 'signed-in',
    summary: 'Add a passkey; every other session ends',
    body: jsonBody(AddPasskeyRequest),
    answers: { 201: json(AccountView) },
  },
  {
    method: 'delete',
    path: '/api/v1/account/passkeys/{id}',
    for: 'signed-in',
    summary: 'Remove a passkey; every other session ends',
    params: ByCredentialId,
    answers: { 204: none },
  },
  {
    method: 'post',
    path: '/admin/account',
    for: 'signed-in',
    summary: 'Change one’s account by a form',
    body: form(AccountForm),
    answers: { 200: html, 303: none, 400: html, 403: html, 409: html },
  },
];

/** Who else moderates: for owners and operators, cut to their sites. */
export const forPeople: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/people',
    for: 'moderators',
    summary: 'Who moderates',
    query: PeopleQuery,
    answers: { 200: json(PeopleView) },
  },
  {
    method: 'post',
    path: '/api/v1/people',
    for: 'moderators',
    summary: 'Invite somebody, who chooses a password by the link',
    body: jsonBody(InviteRequest),
    answers: { 201: json(InvitationView) },
  },
  {
    method: 'patch',
    path: '/api/v1/people/{id}',
    for: 'moderators',
    summary: 'Change somebody’s role or sites',
    params: ByRowId,
    body: jsonBody(PersonPatch),
    answers: { 200: json(PersonView) },
  },
  {
    method: 'delete',
    path: '/api/v1/people/{id}',
    for: 'moderators',
    summary: 'Remove somebody from one’s sites, or altogether',
    params: ByRowId,
    answers: { 204: none },
  },
];
