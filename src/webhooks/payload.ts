import type { StoredComment } from '../comments/comment.ts';
import { htmlOf } from '../comments/html-of.ts';
import { iso } from '../comments/view.ts';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { WebhookFormat, WebhookPayload } from '../wire/webhooks.ts';
import type { Delivery } from './delivery.ts';

/** What a delivery tells of, as it stands now. */
export interface Told {
  readonly delivery: Delivery;
  readonly site: Site;
  readonly comment: StoredComment | null;
  readonly page: Page | null;
  /** Where moderators decide. */
  readonly adminUrl: string;
}

/** The body to be sent. No email, no address and no word of a verdict, which may name either. */
export function bodyOf(format: WebhookFormat, told: Told): string {
  return JSON.stringify(bodies[format](told));
}

const bodies: Readonly<Record<WebhookFormat, (told: Told) => object>> = {
  json: payloadOf,
  slack: (told) => ({ text: lines(told, slack).join('\n') }),
  // Nobody is to be called by what a stranger wrote.
  discord: (told) => ({
    content: lines(told, discord).join('\n').slice(0, discordLimit).toWellFormed(),
    allowed_mentions: { parse: [] },
  }),
};

const discordLimit = 2_000;

function payloadOf({ delivery, site, comment, page }: Told): WebhookPayload {
  return {
    type: delivery.event,
    timestamp: iso(delivery.at),
    data: {
      site: site.slug,
      page: page && { url: page.url, title: page.title },
      comment: comment && commentOf(comment, { delivery, page }),
    },
  };
}

type CommentPayload = NonNullable<WebhookPayload['data']['comment']>;

function commentOf(comment: StoredComment, { delivery, page }: Pick<Told, 'delivery' | 'page'>): CommentPayload {
  const isThere = comment.status !== 'deleted';
  const { name, website, moderator } = comment.author;
  return {
    id: comment.id,
    type: comment.type,
    parent: comment.parent,
    status: comment.status,
    previousStatus: delivery.from,
    url: page && `${page.url}#comment-${comment.id}`,
    author: isThere ? { name, url: website, moderator } : null,
    text: isThere ? comment.text : null,
    html: isThere ? htmlOf(comment) : null,
    source: isThere ? (comment.source?.url ?? null) : null,
    date: iso(comment.createdAt),
    edited: iso(comment.editedAt),
    score: comment.verdict.score,
  };
}

/** How a chat writes a link, and keeps words from meaning anything else. */
interface Writing {
  words(text: string): string;
  link(url: string, words: string): string;
}

/** Slack's mrkdwn, which Mattermost, Rocket.Chat and Google Chat take as well: three characters are its own. Some of those call everybody by `@all`. */
const slack: Writing = {
  words: (text) => text.replace(/[&<>]/g, (own) => entities[own] ?? own).replace(/@(?=all|channel|everyone|here)/gi, '@\u200b'),
  link: (url, words) => `<${url.replace(/[<>|]/g, encodeURIComponent)}|${slack.words(words).replaceAll('|', '¦')}>`,
};
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

const discord: Writing = {
  words: (text) => text.replace(/[\\*_~`|>#[\]()@<-]/g, '\\$&'),
  // Between these, no picture of the page is fetched and shown.
  link: (url, words) => `${discord.words(words)} (<${url.replaceAll('>', '%3E')}>)`,
};

const happened: Readonly<Record<Delivery['event'], string>> = {
  'comment.approved': 'was published',
  'comment.held': 'waits for a moderator',
  'comment.spam': 'was put to the spam',
  'comment.trashed': 'was put to the trash',
  'comment.deleted': 'was deleted',
  'comment.edited': 'was edited',
  'comment.reported': 'was reported by a reader',
  'webhook.test': 'is a test',
};

const named: Readonly<Record<StoredComment['type'], string>> = {
  comment: 'comment',
  pingback: 'pingback',
  webmention: 'webmention',
  trackback: 'trackback',
};
const longestQuote = 600;

function lines({ delivery, site, comment, page, adminUrl }: Told, { words, link }: Writing): string[] {
  if (comment === null) return [`${words(site.name)}: this ${happened[delivery.event]}.`];
  const by = comment.status === 'deleted' ? '' : ` by ${words(comment.author.name)}`;
  const where = page ? ` on ${link(`${page.url}#comment-${comment.id}`, page.title ?? page.url)}` : '';
  const first = `${words(site.name)}: a ${named[comment.type]}${by}${where} ${happened[delivery.event]}.`;
  const quote = comment.status === 'deleted' ? [] : comment.text.slice(0, longestQuote).toWellFormed().split('\n').slice(0, 12);
  const isToDecide = delivery.event === 'comment.held' || delivery.event === 'comment.reported';
  return [first, ...quote.map((line) => `> ${words(line)}`), ...(isToDecide ? [link(adminUrl, 'Moderate')] : [])];
}

const leastEcho = 8;

/**
 * What a receiver answered, unless it says back what was sent: the name and the words of somebody who asks to be forgotten must stand
 * in no list of ours.
 */
export function withoutEcho(answer: string, { comment }: Pick<Told, 'comment'>): string {
  const { author, text = '', source } = comment ?? {};
  const said = `${text} ${author?.website ?? ''} ${source?.title ?? ''} ${source?.url ?? ''}`.replace(/\s+/g, ' ');
  const plain = answer.replace(/(?:\\u|%u)([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  const isNamed = author !== undefined && author.name.length > 1 && plain.includes(author.name);
  const pieces = Array.from({ length: Math.max(0, plain.length - leastEcho + 1) }, (_, at) => plain.slice(at, at + leastEcho));
  return isNamed || pieces.some((piece) => said.includes(piece)) ? '(It says back what was sent.)' : answer;
}
