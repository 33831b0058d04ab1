import { domainToASCII } from 'node:url';

/** A mailbox and the name that stands before it. */
export interface Sender {
  readonly name: string | null;
  readonly address: string;
}

/**
 * An address that no reader of addresses takes for two, or for another: `local@domain` of a dot-atom (RFC 5321, section 4.1.2; letters of
 * any script by RFC 6531) and a name or a domain literal. Quotes, comments, commas and angle brackets are legal in addresses and never in
 * those of people; a parser once read `"a@victim.example x"@b.example` as the former (CVE-2025-13033).
 */
export function isPlainAddress(address: string): boolean {
  const [local = '', domain = '', ...more] = address.split('@');
  if (more.length > 0 || address.length > 254) return false;
  return isDotAtom(local) && isDomain(domain);
}

function isDotAtom(local: string): boolean {
  return local.length <= 64 && /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local);
}

function isDomain(domain: string): boolean {
  if (/^\[[\da-f.:]{2,45}\]$/i.test(domain)) return true;
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain)) return false;
  const labels = domainToASCII(domain).split('.');
  return labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label));
}

/**
 * The mailbox behind the spellings that most servers deliver to one (RFC 5233; the dots, as Gmail and Proton leave them out). It is for
 * counting alone: another server may keep two of them apart, so nothing is sent to it.
 */
export function mailboxOf(address: string): string {
  const [, local = '', domain = ''] = /^(.*)@([^@]*)$/s.exec(address) ?? [];
  const base = local.replace(/(?<=.)\+.*$/s, '').replaceAll('.', '');
  const host = (domainToASCII(domain) || domain).replace(/\.$/, '').toLowerCase();
  return `${base.normalize('NFKC').toLowerCase()}@${host === 'googlemail.com' ? 'gmail.com' : host}`;
}

/** Reads `Name <address>` or an address; null where it is neither. */
export function senderOf(text: string): Sender | null {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]+)>$/.exec(text) ?? [];
  if (!isPlainAddress(address.trim())) return null;
  return { name: plainName(name.replaceAll('"', '')) || null, address: address.trim() };
}

const longestName = 60;

/** A name as it may stand before an address: letters, digits and a few marks, so that it can be taken for no other address. */
export function plainName(name: string): string {
  const plain = name.normalize('NFC').replace(/[^\p{L}\p{M}\p{N} .&'’_-]/gu, ' ');
  return cut(plain.replace(/\s+/g, ' ').trim(), longestName).trim();
}

/** A text on one line of a header or a list: no control characters, nothing that turns the direction of what follows. */
export function oneLine(text: string, longest: number): string {
  const line = text.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').replace(/\s+/gu, ' ');
  return cut(line.trim(), longest);
}

/** Whole characters only, and an ellipsis where something was cut. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  return `${/[\ud800-\udbff]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}
