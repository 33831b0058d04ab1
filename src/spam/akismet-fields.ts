import type { Comment } from '../comments/comment.ts';
import type { FormSigns } from '../moderation/check.ts';
import type { Site } from '../sites/site.ts';
import type { AkismetFields } from './akismet.ts';

export interface Told {
  readonly site: Site;
  readonly comment: Comment;
  /** The page's address, where it is known. */
  readonly permalink: string | null;
  readonly at: number;
  readonly form?: FormSigns;
  /** Why it is asked again. */
  readonly recheckReason?: 'recheck' | 'edit';
}

const dayMs = 24 * 60 * 60 * 1_000;
const honeypotField = 'topic';

/** What Akismet is told of a comment, by its own names; later than `ipDays` no address. Akismet wants `user_ip` to be there, if empty. */
export function fieldsOf({ site, comment, permalink, at, form, recheckReason }: Told): AkismetFields {
  const { name, email, website, text } = comment.verdict.first ?? { ...comment.author, text: comment.text };
  const isLate = at - comment.createdAt > site.settings.ipDays * dayMs;
  return given({
    blog: blogOf(site),
    blog_lang: site.settings.locale.replace('-', '_').toLowerCase(),
    blog_charset: 'UTF-8',
    user_ip: isLate ? '' : (comment.address ?? ''),
    user_agent: comment.userAgent,
    permalink,
    comment_type: comment.type === 'comment' && comment.parent !== null ? 'reply' : comment.type,
    comment_author: name,
    comment_author_email: email,
    comment_author_url: comment.source?.url ?? website,
    comment_content: text,
    comment_date_gmt: new Date(comment.createdAt).toISOString(),
    user_role: comment.author.moderator ? 'administrator' : null,
    recheck_reason: recheckReason,
    honeypot_field_name: form ? honeypotField : null,
    [honeypotField]: form ? (form.topic ?? '') : null,
    // What Akismet documents for trying it out: it learns nothing from these.
    is_test: isForTrial(site) ? 'true' : null,
  });
}

export function blogOf({ hosts }: Pick<Site, 'hosts'>): string {
  return `https://${hosts[0] ?? 'localhost'}`;
}

function isForTrial({ hosts }: Site): boolean {
  return hosts.every((host) => /^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(host));
}

function given(fields: Readonly<Record<string, string | null | undefined>>): AkismetFields {
  const set = Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === 'string');
  return Object.fromEntries(set);
}
