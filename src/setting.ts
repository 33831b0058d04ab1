import { readFileSync } from 'node:fs';
import ipaddr from 'ipaddr.js';
import { type Sender, senderOf } from './notifications/address.ts';

/** Says what is wrong with a value, as the end of a sentence that begins with the variable's name. */
export class Unfit extends Error {}

export type Read<T> = (text: string) => T;

/** One knob: the variable, what it does, and how its text becomes a value. */
export interface Setting<T> {
  readonly name: string;
  readonly about: string;
  /** The text that stands when none is given. */
  readonly otherwise: string | null;
  /** May come from a file named by `NAME_FILE`, and is never shown. */
  readonly secret: boolean;
  readonly read: Read<T>;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** The text given for it; null when there is none. An empty variable counts as none: that is what compose files pass on. */
export function textOf({ name, secret }: Setting<unknown>, env: Environment): string | null {
  const text = env[name]?.trim() || null;
  const path = secret ? env[`${name}_FILE`]?.trim() || null : null;
  if (path === null) return text;
  if (text !== null) throw new Unfit(`is given twice: take away ${name} or ${name}_FILE`);
  try {
    return readFileSync(path, 'utf8').trim() || null;
  } catch (error) {
    throw new Unfit(`cannot be read from ${name}_FILE (${error instanceof Error ? error.message : String(error)})`);
  }
}

export const word: Read<string> = (text) => {
  if (/\s/.test(text)) throw new Unfit('has a space in it');
  return text;
};

export const line: Read<string> = (text) => text;

export const port: Read<number> = (text) => {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Unfit('is no port: a number from 0 to 65535');
  return Number(text);
};

/** Whom mails come from: `Name <address>` or an address. */
export const sender: Read<Sender> = (text) => {
  const read = senderOf(text);
  if (!read) throw new Unfit('is neither an address nor Name <address>');
  return read;
};

/** A number from 1 on. */
export const count: Read<number> = (text) => {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Unfit('is no number from 1 to 999999999');
  return Number(text);
};

export const listOf =
  <T>(read: Read<T>): Read<readonly T[]> =>
  (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
      .map(read);

export const oneOf =
  <const T extends string>(...choices: readonly T[]): Read<T> =>
  (text) => {
    const choice = choices.find((candidate) => candidate === text.toLowerCase());
    if (choice === undefined) throw new Unfit(`is none of ${choices.join(', ')}`);
    return choice;
  };

/** A URL of one of these schemes. What it is, the complaint does not repeat: it may hold a password. */
export const url =
  (...schemes: readonly string[]): Read<string> =>
  (text) => {
    if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol)) {
      throw new Unfit(`is no URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`);
    }
    return text;
  };

/** Where something of ours stands: joined with a path by mere concatenation, so without a slash at its end. */
export const webAddress: Read<string> = (text) => {
  const { origin, pathname, search, hash, username } = new URL(url('http:', 'https:')(text));
  if (search || hash || username) throw new Unfit('has more than a scheme, a host, a port and a path');
  return origin + pathname.replace(/\/+$/, '');
};

export const hostAndPort: Read<string> = (text) => {
  const [, host, digits = ''] = /^(\[[\da-f:.]+\]|[^\s:/@]+):(\d+)$/i.exec(text) ?? [];
  if (host === undefined) throw new Unfit(`has '${text}', which is not host:port`);
  return `${host.toLowerCase()}:${port(digits)}`;
};

const proxyNames = ['loopback', 'linklocal', 'uniquelocal'];

/** Express' `trust proxy`: true, false, a number of hops, or addresses, networks and names of networks. */
export const trustedProxies: Read<boolean | number | string> = (text) => {
  if (/^(false|off|no)$/i.test(text)) return false;
  if (/^true$/i.test(text)) return true;
  if (/^\d+$/.test(text)) return Number(text) === 0 ? false : Number(text);
  const unknown = listOf(line)(text).find((item) => !proxyNames.includes(item) && !isNetwork(item));
  if (unknown !== undefined) {
    throw new Unfit(
      `has '${unknown}', which is no address, network (10.0.0.0/8), ${proxyNames.join(', ')}, number of hops, true or false`,
    );
  }
  return text;
};

function isNetwork(text: string): boolean {
  return ipaddr.isValid(text) || ipaddr.isValidCIDR(text);
}

export type Database = { readonly kind: 'sqlite'; readonly path: string } | { readonly kind: 'mongodb'; readonly url: string };

export const database: Read<Database> = (text) => {
  const [, path] = /^sqlite:(?:\/\/)?(.+)$/i.exec(text) ?? [];
  if (path === ':memory:') throw new Unfit('names no file: what is only in memory is lost');
  if (path !== undefined) return { kind: 'sqlite', path };
  if (/^mongodb(\+srv)?:\/\/\S+$/i.test(text)) return { kind: 'mongodb', url: text };
  throw new Unfit('is neither sqlite:PATH nor mongodb://… nor mongodb+srv://…');
};
