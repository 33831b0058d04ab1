import type { Page } from 'playwright-core';
import type { PeopleView } from '../../src/wire/account.ts';
import type { DiscoverView, LinkbacksView } from '../../src/wire/linkbacks.ts';
import type { LogView } from '../../src/wire/log.ts';
import type { MailsView } from '../../src/wire/mails.ts';
import type { QueuedView, Tried } from '../../src/wire/moderation.ts';
import type { FilterView, JobsView, PagesView, TokensView } from '../../src/wire/overview.ts';
import type { BlocksView, ErasureView } from '../../src/wire/privacy.ts';
import type { DeliveriesView, DeliveryView, WebhooksView } from '../../src/wire/webhooks.ts';
import { addresses, words } from './attacks.ts';

const id = '01JD9Z8K3V4T5W6X7Y8Z000000';
const at = '2026-11-24T12:00:00.000Z';
const x = '';
const http = 'https://';

const delivery: DeliveryView = {
  ...({ id, event: 'comment.approved', comment: id, at, state: 'failed' } as const),
  ...{ attempts: 1, triedAt: at, againAt: at, status: 500, answer: x },
};
const link = { target: http, protocol: 'webmention', endpoint: http, outcome: 'failed', answer: x, at, removed: true } as const;

const blocks: BlocksView = {
  blocks: [{ id, kind: 'author', value: x, name: x, by: x, note: x, createdAt: at, until: at, inForce: true }],
  next: null,
};
const filter: FilterView = {
  ...{ decisions: 1, days: 30, missed: 1, mistakes: 1, holdAt: 0.5, spamAt: 0.9 },
  ...{ akismet: x, checksOff: [x] },
};
const jobs: JobsView = {
  jobs: [{ id, kind: 'relearn', about: x, site: 'blog', attempts: 1, error: x, failedAt: at }],
  trustProxy: x,
};
const received: LinkbacksView['received'][number] = {
  ...{
    id,
    protocol: 'trackback',
    source: http,
    target: http,
    state: 'linked',
    text: x,
    receivedAt: at,
    checkedAt: at,
    comment: id,
  },
};
const sent: LinkbacksView['sent'][number] = { id, what: 'page', url: http, state: 'failed', changedAt: at, links: [link] };
const log: LogView = {
  entries: [
    {
      ...{ id, site: 'blog', at, who: x, act: x as 'edit', note: x, detail: { [x]: x, why: x, to: x, keys: x } },
      about: { id, status: 'spam', name: x, excerpt: x, page: { url: http, title: x }, others: 3 },
      person: { id, name: x, email: x },
    },
  ],
  next: null,
};
const mail = { id, kind: 'comment-notice', site: 'blog', state: 'not-delivered', subjectId: x, attempts: 1 } as const;
const mails: MailsView = { mails: [{ ...mail, answer: x, messageId: x, created: at, changed: at, sent: at }], next: null };
const pages: PagesView = {
  pages: [{ url: http, title: x, open: true, said: true, aged: true, count: 1, author: { name: x, email: x, from: 'feed' } }],
  next: null,
};
const people: PeopleView = { people: [{ id, email: x, name: x, role: 'moderator', sites: ['blog'], isSetUp: false }] };
const tokens: TokensView = { tokens: [{ id, site: 'blog', role: 'owner', name: x, createdAt: at }] };
const tried: Tried = {
  ...{ looked: 1, changed: 1 },
  changes: [{ id, from: 'approve', to: 'hold', score: 1, reasons: [{ check: x, weight: 1, text: x }], name: x, excerpt: x }],
};
const discovered: DiscoverView = {
  ...{ url: http, pingback: http, webmention: http, trackback: http },
  ...{ problems: [{ code: id, text: x }], clients: [{ name: x, finds: true, why: x }] },
};
const erasure: ErasureView = {
  ...{ id, state: 'clearing', orderedAt: at, finishedAt: at, erased: { [x]: 1 }, kept: [x], follows: [x] },
};
const webhooks: WebhooksView = {
  webhooks: [
    {
      ...{ id, url: `${http}chat.example/`, events: ['comment.approved'], format: 'json', state: 'off', reason: x },
      ...{ failingSince: at, createdAt: at, last: delivery },
    },
  ],
};
const deliveries: DeliveriesView = { deliveries: [delivery], next: null };
const refusal = { code: 'invalid', detail: x, errors: [{ field: 'name', code: 'x', message: x }] };

const reported = (like: QueuedView) => ({
  comments: [
    { ...like, reports: [{ reason: x, text: x, at }], linkback: { kind: 'mention', title: x, excerpt: x, published: null } },
  ],
  next: null,
  counts: { pending: 0, approved: 1, spam: 0, trash: 0 },
});

/** One of everything that a screen shows, by what is asked for. */
const answers: readonly (readonly [asked: RegExp, like: object, status?: number])[] = [
  [/^GET sites\/blog\/blocks/, blocks],
  [/^GET moderation\/filter/, filter],
  [/^GET moderation\/jobs/, jobs],
  [/^GET sites\/blog\/linkbacks\?way=in/, { received: [received], sent: [], next: null }],
  [/^GET sites\/blog\/linkbacks\?way=out/, { received: [], sent: [sent], next: null }],
  [/^GET moderation\/log/, log],
  [/^GET moderation\/mails/, mails],
  [/^GET moderation\/pages/, pages],
  [/^GET people/, people],
  [/^GET tokens/, tokens],
  [/^POST sites\/blog\/settings\/try/, tried],
  [/^GET sites\/blog\/discover/, discovered],
  [/^POST privacy\/erasures/, erasure],
  [/^GET sites\/blog\/webhooks\/.*deliveries/, deliveries],
  [/^GET sites\/blog\/webhooks/, webhooks],
  [/^PATCH sites\/blog\/settings/, refusal, 400],
];

/** Of closed lists, or what rows are told apart by. */
const closed =
  /^(id|comment|site|sites|state|role|status|protocol|event|events|format|next|from|outcome|what|code|field|type|kind)$/;
const isTime = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);

/** As long as the longest field that is shown. */
export const shortened = (attack: string): string => attack.slice(0, 3_000);

/** How many of what stands within another, or is opened one by one. */
const below = 5;
const few = /^(webhooks|errors)$/;

export interface Forger {
  /** Every attack that was sent since the last time it was asked. */
  given(): readonly string[];
}

/**
 * Answers as a service would that sanitizes nothing: so many of everything, with an attack wherever a text may stand, each time the next
 * one.
 */
export async function forgeAnswers(page: Page, { like, some }: { like: QueuedView; some: number }): Promise<Forger> {
  const told: string[] = [];
  const places = new Map<readonly string[], number>();
  const next = (of: readonly string[]) => {
    const place = places.get(of) ?? 0;
    places.set(of, (place + 1) % of.length);
    const attack = shortened(of[place] ?? '');
    told.push(attack);
    return attack;
  };
  const inThePlaceOf = (text: string) => {
    if (text === http) return next(addresses);
    return text.startsWith(http) ? text + next(addresses) : next(words);
  };
  const rows = (value: object, length: number): object[] =>
    Array.from({ length }, (_, row) => ({
      ...(forged(value, '', below) as object),
      ...('id' in value && { id: id.slice(0, 20) + String(row).padStart(6, '0') }),
    }));
  const forged = (value: unknown, key = '', many = some): unknown => {
    if (typeof value === 'string') return closed.test(key) || isTime(value) ? value : inThePlaceOf(value);
    if (Array.isArray(value))
      return value.flatMap((one) => (typeof one === 'object' ? rows(one, few.test(key) ? below : many) : [forged(one, key)]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name || next(words), forged(one, name, many)]));
  };
  await page.route('**/api/v1/**', (route) => {
    const asked = `${route.request().method()} ${route.request().url().split('/api/v1/')[1]}`;
    const found = [...answers, [/^GET moderation\/comments.*reported/, reported(like)] as const].find(([pattern]) =>
      pattern.test(asked),
    );
    return found ? route.fulfill({ json: forged(found[1]), status: found[2] ?? 200 }) : route.fallback();
  });
  return { given: () => told.splice(0) };
}
