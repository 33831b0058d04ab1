import type { Comment } from '../comments/comment.ts';
import { domainsOf } from '../moderation/search.ts';
import { addressNetwork } from '../net/address.ts';
import { refuseField } from '../refusal.ts';
import type { Block, BlockKind } from './block.ts';

type Blockable = Pick<Comment, 'author' | 'address' | 'text' | 'source'>;

/** What a block may be of, by the bits that count; the first is the whole address. IPv6 is handed out by /56, /48 and /64. */
export const prefixes = { ipv4: [32, 24, 16], ipv6: [128, 64, 56, 48] } as const;

const nameKey = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
const emailKey = (email: string) => email.trim().toLowerCase();

/** Every key that a block on this comment could have: at most some dozens, however long the text. */
export function blockKeysOf({ author, address, text, source }: Blockable): readonly string[] {
  const { name, email } = author;
  const networks = address === null ? [] : [...prefixes.ipv4, ...prefixes.ipv6].map((bits) => addressNetwork(address, bits));
  return [
    ...(email === null ? [] : [`email ${emailKey(email)}`, `author ${emailKey(email)} ${nameKey(name)}`]),
    ...networks.flatMap((network) => (network === null ? [] : [`address ${network}`])),
    ...domainsOf({ author, text, source }).map((domain) => `domain ${domain}`),
  ];
}

export type Blocked = Pick<Block, 'kind' | 'key' | 'value' | 'name' | 'emailKey'>;

export function blockOfAuthor(name: string, email: string): Blocked {
  const key = emailKey(email);
  return { kind: 'author', key: `author ${key} ${nameKey(name)}`, value: key, name, emailKey: key };
}

export function blockOfEmail(email: string): Blocked {
  const key = emailKey(email);
  return { kind: 'email', key: `email ${key}`, value: key, name: null, emailKey: key };
}

/** An address, or a network of it: `203.0.113.0/24`. */
export function blockOfAddress(asked: string): Blocked {
  const [address = '', bits] = asked.split('/');
  const kind = address.includes(':') ? 'ipv6' : 'ipv4';
  const given = bits === undefined ? prefixes[kind][0] : Number(bits);
  const allowed = prefixes[kind].find((one) => one === given);
  const network = allowed === undefined ? null : addressNetwork(address, allowed);
  if (network === null)
    return refuseField('value', 'invalid', `This is no address, or none with /${prefixes[kind].slice(1).join(', /')}.`);
  return plain('address', network);
}

const host = /^(?=.{3,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/;

export function blockOfDomain(asked: string): Blocked {
  const address = `http://${asked.trim().replace(/^https?:\/\//i, '')}`;
  const domain = URL.canParse(address) ? new URL(address).hostname.replace(/^www\./, '') : '';
  if (!host.test(domain)) return refuseField('value', 'invalid', 'This is no domain.');
  return plain('domain', domain);
}

function plain(kind: BlockKind, value: string): Blocked {
  return { kind, key: `${kind} ${value}`, value, name: null, emailKey: null };
}
