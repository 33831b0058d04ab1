import { deepEqual, equal, ok } from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isPublicAddress } from '../../src/net/judge-address.ts';
import { corpus } from '../support/corpus.ts';
import { inOwnNetwork, withoutOwnNetwork } from '../support/own-network.ts';
import type { Tried } from './fetching-process.ts';
import type { Visits } from './victim-process.ts';

const script = join(import.meta.dirname, 'fetching-process.ts');
const addresses = [
  '93.184.216.34',
  '2606:2800:220:1::1',
  '10.0.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.100.100.200',
  'fd00:ec2::254',
  '::ffff:7f00:1',
];
const onLo = addresses.filter((address) => !address.startsWith('::ffff'));

/** Every way we know to write an address that is nobody's business. */
const hosts = [
  ...[
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '017700000001',
    '0177.0.0.1',
    '127.0.0.1.',
    '0',
    '0.0.0.0',
  ],
  ...[
    '10.0.0.1',
    '10.1',
    '167772161',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '100.100.100.200',
  ],
  ...['192.0.0.192', '198.18.0.1', '192.0.2.1', '203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...['①②⑦.⓪.⓪.①', '127。0。0。1', '１２７.0.0.1', '%31%32%37.0.0.1'],
  ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[64:ff9b::127.0.0.1]'],
  ...[
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b:1::1]',
    '[2002:7f00:1::]',
    '[2001:0:7f00:1::]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fc00::1]',
  ],
  ...[
    '[ff02::1]',
    '[2001:db8::1]',
    '[::ffff:0:127.0.0.1]',
    '[fec0::1]',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'metadata.google.internal',
  ],
  ...['private.example', 'mixed.example', 'mapped.example', 'nat64.example', '127.0.0.1.nip.io', 'localtest.me'],
];

const refused = [
  ...hosts.map((host) => `http://${host}/`),
  'https://127.0.0.1/',
  'http://good.example:22/',
  'http://good.example:8080/',
  'http://user:password@good.example/',
  'http://good.example@127.0.0.1/',
  'ftp://good.example/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:80/_x',
  'data:text/html,x',
];

describe('in a network where every address is at hand', { skip: withoutOwnNetwork() }, () => {
  test('no refused address is connected to, by whatever notation, name or redirect', () => {
    const redirects = [
      ...hosts.map((host) => `http://${host}/`),
      'http://good.example:22/',
      'file:///etc/passwd',
      '//127.0.0.1/',
    ].map((to) => `http://good.example/?to=${encodeURIComponent(to)}`);
    const urls = [...refused, ...redirects, ...fromCorpus()];
    const tried = inOwnNetwork<Tried[]>(script, onLo, urls);
    const control = tried.pop();
    ok((control?.connected.length ?? 0) === 5, 'the listener sees connections');
    const goodOnly = new Set(['::ffff:93.184.216.34']);
    const leaks = tried.filter(({ connected }) => connected.some((address) => !goodOnly.has(address)));
    deepEqual(leaks, []);
    deepEqual(
      tried.filter(({ url, outcome }) => !url.startsWith('http://good.example/?to=') && outcome !== 'unreachable'),
      [],
    );
    deepEqual(
      tried.filter(({ url, outcome }) => url.startsWith('http://good.example/?to=') && outcome !== 'unreachable'),
      [],
    );
    ok(tried.filter(({ connected }) => connected.length > 0).length >= redirects.length);
  });

  test('one victim sees ten requests in a minute, under one name or endless ones, and others need not wait', () => {
    const visits = inOwnNetwork<Visits>(join(import.meta.dirname, 'victim-process.ts'), ['93.184.216.34', '8.8.8.8'], null);
    deepEqual(visits, { oneName: 10, endlessNames: 10, other: 5 });
  });

  test('public ones are, and a name that changes its mind is dialled where it was judged', () => {
    const urls = [
      'http://good.example/',
      'http://six.example/',
      'http://93.184.216.34/',
      'http://[2606:2800:220:1::1]/',
      'http://rebind.example/',
      'http://rebind.example/',
    ];
    const tried = inOwnNetwork<Tried[]>(script, onLo, urls).slice(0, -1);
    const four = '::ffff:93.184.216.34';
    const six = '2606:2800:220:1::1';
    deepEqual(
      tried.map(({ outcome, connected }) => [outcome, ...connected]),
      [['answered', four], ['answered', six], ['answered', four], ['answered', six], ['answered', four], ['unreachable']],
    );
  });
});

/** The recorded collections name many more. Those whose names are public are answered here as private ones. */
function fromCorpus(): string[] {
  const folder = corpus('3-hostile/ssrf');
  if (folder === null) return [];
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  const urls = texts.flatMap((text) => text.match(/\b[a-z]{2,9}:\/\/[^\s"'`<>)|]+/gi) ?? []);
  ok(urls.length > 100);
  return [...new Set(urls)];
}

test('what is public and what is not', () => {
  for (const address of ['1.1.1.1', '93.184.216.34', '2606:2800:220:1::1', '2a00:1450:4001::1'])
    ok(isPublicAddress(address), address);
  for (const address of [...addresses.slice(2), '', 'x', '1.1.1.1%eth0', 'fe80::1%eth0', '2002:808:808::'])
    equal(isPublicAddress(address), false, address);
});
