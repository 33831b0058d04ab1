import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Html } from '../html.ts';
import { passkeyScript } from '../moderators/passkey-script.ts';
import { page } from '../reader/page.ts';
import { readerStyle } from '../reader/style.ts';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  `style-src ${hashOf(readerStyle)}`,
  `script-src ${hashOf(passkeyScript)}`,
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Sends a page of somebody's account. Its forms must say where they come from, which the other pages' referrer policy forbids. */
export function sendAccountPage(response: Response, { title, body }: { readonly title: string; readonly body: Html }): void {
  response
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin' })
    .type('html')
    .send(page({ title, lang: 'en', body }));
}
