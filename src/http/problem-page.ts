import type { Request } from 'express';
import { html } from '../html.ts';
import type { Page } from '../reader/page.ts';
import type { Problem } from './problem.ts';

/** Whether somebody sits before what is answered: a browser says so wherever it goes, and no program does by chance. */
export function isForReading({ path, headers }: Pick<Request, 'path' | 'headers'>): boolean {
  return !path.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '');
}

/** What a problem says, for people: what is wrong, with which field, and where to go on. */
export function problemPage({ detail, errors = [], requestId }: Problem, { path, method, retryAfter }: Asked): Page {
  const [title = detail, ...more] = detail.split(/(?<=[.!?]) /);
  const body = html`<h1>${title}</h1>
${more.map((sentence) => html`<p>${sentence}</p>`)}
${errors.length > 0 ? html`<ul>${errors.map(({ field, message }) => html`<li><code>${field}</code>: ${message}</li>`)}</ul>` : ''}
${retryAfter === undefined ? '' : html`<p>You can try again in ${Math.max(1, Math.ceil(retryAfter))} seconds.</p>`}
${requestId === undefined ? '' : html`<p>Please try again. If it stays so, tell the operator: <code>${requestId}</code></p>`}
${/^\/(?:admin|setup|reset)/.test(path) ? html`<p><a href="${toRoot(path)}admin">Sign in</a></p>` : ''}
${method === 'POST' ? html`<p class="note">Go back by your browser’s button: what you typed is still there.</p>` : ''}`;
  return { title, lang: 'en', head: html`<meta name="robots" content="noindex">`, body };
}

interface Asked {
  readonly path: string;
  readonly method: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;
}

/** By steps upwards: a service below a path of its own does not know it here. */
const toRoot = (path: string): string => '../'.repeat(path.split('/').length - 2) || './';
