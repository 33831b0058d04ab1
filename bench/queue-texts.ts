import type { Comment } from '../src/comments/comment.ts';
import { textOf } from './texts.ts';

export const pages = 5_000;
/** A million of them within five days: what is older has its address shortened meanwhile. */
export const everyMs = 400;

const phrases = [
  '東京の図書館で読みました',
  '我在图书馆看了这篇文章',
  'كتبت هذا في المكتبة أمس',
  'Я читал это вчера в библиотеке',
  'ฉันอ่านบทความนี้เมื่อวาน',
  'Wunderschön 🎉👍🏽 gemacht',
];

/** Every tenth comment waits; of the others one in twenty is spam. */
export function statusAt(at: number): Comment['status'] {
  if (at % 10 === 3) return 'pending';
  if (at % 100 === 5) return 'trash';
  return at % 20 === 1 ? 'spam' : 'approved';
}

/**
 * 30 words each: 25 of the commonest forty, so that each of those stands in about half of all comments; `evenly` and `oddly`, which share
 * none; three that stand in every 600th; one in five comments; and in every twentieth words of another script.
 */
export function queueText(at: number): string {
  const mid = [1, 7, 13].map((step) => `mid${(at * step) % 1_999}`);
  const link = at % 10 === 4 ? ` https://host${at % 3_000}.example/page` : '';
  const foreign = at % 20 === 7 ? ` ${phrases[((at / 20) % phrases.length) | 0]}` : '';
  return `${textOf(at)} ${at % 2 === 0 ? 'evenly' : 'oddly'} ${mid.join(' ')} rare${(at * 7_919) % 200_000}${link}${foreign}`;
}

export function addressAt(at: number): string {
  const mixed = Math.imul(at + 1, 2_654_435_761) >>> 0;
  if (at % 8 === 0) return `2001:db8:${(mixed >>> 16).toString(16)}:${(mixed & 0xff).toString(16)}::${(at % 9) + 1}`;
  return `${mixed >>> 24 || 1}.${(mixed >>> 16) & 255}.${(mixed >>> 8) & 255}.${mixed & 255}`;
}

interface Place {
  readonly id: string;
  readonly siteId: string;
  readonly pageId: string;
}

/** The comment of that number. */
export function queuedComment(at: number, { id, siteId, pageId }: Place, createdAt: number): Comment {
  const text = queueText(at);
  const reasons = [{ check: 'known-author', weight: 0, text: 'This name and email have no approved comment here yet.' }];
  return {
    ...{
      id,
      siteId,
      pageId,
      type: 'comment',
      parent: null,
      lineage: [],
      status: statusAt(at),
      createdAt,
      editedAt: null,
      version: 1,
    },
    author: {
      name: `Reader ${at % 20_000}`,
      email: `reader${at % 20_000}@mail${at % 50}.example`,
      website: at % 5 === 0 ? `https://blog${at % 5_000}.example/` : null,
      moderator: false,
    },
    ...{ text, format: 'markdown', html: `<p>${text}</p>\n`, renderer: 1, source: null, titleHint: null },
    ...{ address: addressAt(at), userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    ...{ verdict: { outcome: 'hold', score: 0.12, reasons }, editEpoch: 0, idempotency: null },
  };
}
