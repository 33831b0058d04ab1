import { isPlainAddress } from '../notifications/address.ts';
import type { PageAuthor } from '../sites/page.ts';
import { authorName, emailAddress } from '../wire/text.ts';

/** Somebody as a feed names them: by fields, or in one text such as `anna@example.org (Anna)`. */
export interface Named {
  text: string;
  name: string;
  email: string;
}

/** The first of them with an email that mail can be sent to. */
export function authorIn(named: readonly Named[]): PageAuthor | null {
  for (const one of named) {
    const { name, email } = one.email.trim() === '' ? spelt(one.text) : one;
    const address = emailAddress.safeParse(email);
    if (!address.success || !isPlainAddress(address.data) || isNobodys(address.data)) continue;
    const called = authorName.safeParse(name);
    return { name: called.success ? called.data : null, email: address.data };
  }
  return null;
}

/** Longer is no name with an address. */
const longest = 400;

/** `anna@example.org (Anna)`, as RSS 2.0 has it, or `Anna <anna@example.org>`, or an address alone. */
function spelt(text: string): { readonly name: string; readonly email: string } {
  const line = text.trim().slice(0, longest);
  const [, email, name] = /^([^\s()<>]+@[^\s()<>]+)(?:\s*\(([^()]*)\))?$/.exec(line) ?? [];
  if (email !== undefined) return { name: name ?? '', email };
  const [, called = '', address = ''] = /^([^<>]*)<([^\s<>]+@[^\s<>]+)>$/.exec(line) ?? [];
  return { name: called, email: address };
}

/** Blogger names `noreply@blogger.com` as the author of every article. */
function isNobodys(address: string): boolean {
  return /^(?:no|do-?not)[-_.]?reply@/i.test(address);
}
