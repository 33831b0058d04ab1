import { LRUCache } from 'lru-cache';
import { renderBody, rendererVersion } from './body.ts';
import type { Comment } from './comment.ts';

/** HTML of comments that an older renderer made, rendered anew: a mended renderer mends old comments too. */
const rendered = new LRUCache<string, string>({
  maxSize: 8 * 1024 * 1024,
  sizeCalculation: (html) => 2 * html.length + 200,
});

/** A comment's safe HTML by today's renderer. */
export function htmlOf(comment: Pick<Comment, 'id' | 'version' | 'text' | 'format' | 'html' | 'renderer'>): string {
  if (comment.renderer === rendererVersion) return comment.html;
  const key = `${comment.id}:${comment.version}`;
  const known = rendered.get(key);
  if (known !== undefined) return known;
  const html = renderBody(comment.text, comment.format);
  rendered.set(key, html);
  return html;
}
