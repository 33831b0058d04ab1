import { z } from 'zod';
import { unstacked } from './graphemes.ts';

/** The contract's limits: characters, but `text` in bytes of UTF-8. */
export const textLimits = { name: 245, email: 100, website: 200, title: 1_000, url: 2_000, text: 65_525 } as const;

const nul = String.fromCharCode(0);
/** Control characters, line and paragraph separators, and everything that turns the direction of what follows. */
const unseen = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const controls = /[^\P{Cc}\n\t]/gu;

/** A store may turn a lone surrogate into U+FFFD and cut at a NUL: what was stored would not be what was sent. */
const sound = z.string().refine((text) => text.isWellFormed() && !text.includes(nul), {
  message: 'This contains characters that are not text.',
  abort: true,
});

const oneLine = (text: string) => unstacked(text.normalize('NFC').replace(unseen, ' ').replace(/\s+/gu, ' ').trim());
const manyLines = (text: string) => unstacked(text.normalize('NFC').replace(/\r\n?/g, '\n').replace(controls, '').trim());
const bytesOf = (text: string) => new TextEncoder().encode(text).length;

export const siteSlug = sound
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'This is no site’s slug.')
  .meta({ description: 'A site’s slug', example: 'demo' });

export const commentId = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'This is no comment’s id.')
  .meta({ description: 'A ULID', example: '01JD9Z8K3V4T5W6X7Y8Z9A0B1C' });

export const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,200}$/, 'This is no cursor.')
  .meta({ description: 'From an earlier answer; opaque' });

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{16,128}$/, 'An Idempotency-Key is 16 to 128 printable ASCII characters without spaces.');

export const languageTag = z
  .string()
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/)
  .meta({ description: 'BCP 47 tag of a language', example: 'pt-BR' });

export const pageUrl = sound
  .min(1)
  .max(textLimits.url)
  .refine(isHttp, 'Please enter an address that begins with http:// or https://.')
  .meta({ description: 'A page’s address', example: 'https://example.org/article' });

export const pageTitle = sound
  .max(textLimits.title)
  .overwrite(oneLine)
  .meta({ description: 'A hint; shows nowhere before an approval' });

export const authorName = sound
  .max(textLimits.name, `A name has at most ${textLimits.name} characters.`)
  .overwrite(oneLine)
  .min(1, 'Please enter your name.');

export const siteName = sound.overwrite(oneLine).min(1, 'Please enter a name.').max(200);

/** The form that HTML's input of type email accepts (WHATWG HTML, section 4.10.5.1.5): no white space, no header can be smuggled in. */
const mailbox = /^[\w.!#$%&'*+/=?^`{|}~\u0080-\uffff-]{1,64}@[a-z0-9\u0080-\uffff-]{1,63}(?:\.[a-z0-9\u0080-\uffff-]{1,63})+$/i;

export const emailAddress = sound
  .max(textLimits.email, `An email address has at most ${textLimits.email} characters.`)
  .overwrite((text) => text.trim())
  .regex(mailbox, { error: 'Please enter a valid email address.', abort: true })
  .refine((text) => !/[\s\p{Cc}\p{Cf}]/u.test(text), 'Please enter a valid email address.')
  .meta({ description: 'Never published', example: 'anna@example.org' });

const scheme = /^[a-z][a-z0-9+.-]*:/i;

/** As WordPress does it, an address without a scheme is taken for http. Empty means none. */
export const website = sound
  .max(textLimits.website, `A website’s address has at most ${textLimits.website} characters.`)
  .overwrite((text) => withScheme(text.trim()))
  .refine((text) => text === '' || isHttp(text), 'Please enter a website that begins with http:// or https://.')
  .meta({ description: 'http or https; may be empty', example: 'https://example.org/' });

export const commentText = sound
  .max(textLimits.text, { error: 'This comment is too long.', abort: true })
  .overwrite(manyLines)
  .min(1, 'Please type your comment text.')
  .refine((text) => bytesOf(text) <= textLimits.text, 'This comment is too long.')
  .meta({ description: 'Markdown without HTML; at most 65,525 bytes of UTF-8' });

function withScheme(text: string): string {
  return text === '' || scheme.test(text) ? text : `http://${text}`;
}

function isHttp(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || /[\s\p{Cc}]/u.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname !== '' && username === '' && password === '';
}
