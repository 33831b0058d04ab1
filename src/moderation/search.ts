import type { Comment } from '../comments/comment.ts';
import { addressConditions, addressTerms } from './address-terms.ts';
import { wordsOf } from './words.ts';

/** One condition of a search: one of these terms is there. */
export interface SearchTerm {
  readonly anyOf: readonly string[];
}

const mostTerms = 2_000;
const mostQueryTerms = 20;
const longestTerm = 64;

/**
 * Everything a comment is found by: the words of its text and its author's name, and what the operators ask for. A domain is found by
 * each of its parents; it may be that of the website, of a link in the text or of the email.
 */
export function searchTermsOf(comment: Pick<Comment, 'text' | 'author' | 'address' | 'pageId'>): readonly string[] {
  const { text, author, address, pageId } = comment;
  const nameWords = wordsOf(author.name);
  const terms = [
    `page:${pageId}`,
    ...(author.email === null ? [] : [`email:${author.email.toLowerCase()}`]),
    ...addressTerms(address),
    ...domainsOf({ ...comment, source: null }).map((domain) => `domain:${domain}`),
    ...nameWords.map((word) => `author:${word}`),
    ...nameWords,
    ...wordsOf(text),
  ];
  return [...new Set(terms.map(trimmed).filter((term) => term !== ''))].slice(0, mostTerms);
}

/** The domains a comment has to do with, each with its parents: of its email, its website, its source and the links in its text. */
export function domainsOf({ author, text, source }: Pick<Comment, 'author' | 'text' | 'source'>): readonly string[] {
  const hosts = [
    author.email?.split('@').at(-1) ?? '',
    hostOf(author.website ?? ''),
    hostOf(source?.url ?? ''),
    ...linkHosts(text),
  ];
  return [...new Set(hosts.flatMap(domains))];
}

interface Resolve {
  readonly pageId: (url: string) => Promise<string | null>;
  /** False for those to whom addresses are shown shortened: what they cannot see, they cannot find out by asking for it. */
  readonly wholeAddresses: boolean;
}

/** The one comment that a query asks for, by `comment:` and its id alone; null where it asks for something else. */
export function namedComment(query: string): string | null {
  return /^\s*comment:([0-9A-HJKMNP-TV-Z]{26})\s*$/i.exec(query)?.[1]?.toUpperCase() ?? null;
}

/** Stands in no index. */
const ofNoComment: SearchTerm = { anyOf: ['page:none'] };

/** The terms a moderator's query asks for. All of them must be there; a query without a single word finds nothing. */
export async function parseQuery(query: string, resolve: Resolve): Promise<readonly SearchTerm[]> {
  const parts = query
    .slice(0, 10_000)
    .split(/[\s"]+/u)
    .filter((part) => part !== '');
  const terms = new Map<string, SearchTerm>();
  const addresses: string[] = [];
  for (const part of new Set(parts)) {
    if (terms.size >= mostQueryTerms) break;
    const [, address] = /^ip:(.+)$/i.exec(part) ?? [];
    if (address !== undefined) addresses.push(addressPart(address.toLowerCase(), resolve));
    else for (const term of await termsOfPart(part, resolve)) terms.set(term.anyOf.join(' '), term);
  }
  const all = [...addressTermOf(addresses), ...terms.values()];
  return parts.length > 0 && all.length === 0 ? [ofNoComment] : all.slice(0, mostQueryTerms);
}

/** A comment has one address: of several beginnings of it the longest says all, if the others are beginnings of that. */
function addressTermOf(beginnings: readonly string[]): readonly SearchTerm[] {
  const [longest] = beginnings.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return [];
  const isOne = beginnings.every((beginning) => longest.startsWith(beginning));
  return [isOne ? { anyOf: addressConditions(longest).map(trimmed) } : ofNoComment];
}

async function termsOfPart(part: string, resolve: Resolve): Promise<readonly SearchTerm[]> {
  const [, operator = '', value = ''] = /^(email|domain|page|author):(.+)$/iu.exec(part) ?? [];
  const whole = (term: string): SearchTerm => ({ anyOf: [trimmed(term)] });
  switch (operator.toLowerCase()) {
    case 'email':
      return [whole(`email:${value.toLowerCase()}`)];
    case 'domain':
      return [whole(`domain:${hostOf(`http://${value}`) || value.toLowerCase()}`)];
    case 'page': {
      const id = await resolve.pageId(value);
      return [id === null ? ofNoComment : whole(`page:${id}`)];
    }
    case 'author':
      return wordsOf(value).map((word) => whole(`author:${word}`));
    default:
      return wordsOf(part).map(whole);
  }
}

/** A shortened address keeps three of its groups: 203.0.113 of IPv4 (/24), 2001:db8:1 of IPv6 (/48). */
function addressPart(value: string, { wholeAddresses }: Resolve): string {
  return wholeAddresses ? value : (/^(?:[^.:]*[.:]){3}/.exec(value)?.[0] ?? value);
}

function linkHosts(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s/?#"'<>()[\]]{1,255}/giu)].slice(0, 200).map(([link]) => hostOf(link));
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : '';
}

/** `a.b.example.org` is found by itself and by each parent of at least two labels. */
function domains(host: string): string[] {
  const labels = host.toLowerCase().split('.');
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join('.'));
}

/** No store's index takes more, or any white space or quotes, in a term. */
function trimmed(term: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return term.replace(/[\s"\u0000-\u001f\u007f]/gu, '').slice(0, longestTerm);
}
