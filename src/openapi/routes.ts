import type { RequestHandler } from 'express';
import { html } from '../html.ts';
import { sendBuilt } from '../http/send.ts';
import { sendPage } from '../http/send-page.ts';
import type { Operation } from '../wire/operation.ts';
import { operations } from '../wire/operations.ts';

export const openApiRoute = ({ publicUrl }: { readonly publicUrl: string }): RequestHandler => {
  let document: Promise<object> | null = null;
  return async (request, response) => {
    // What makes the document takes 6 MB, and most services are never asked for it.
    document ??= import('./document.ts').then(({ openApiDocument }) => openApiDocument(publicUrl));
    sendBuilt(request, response, { json: await document, sMaxAge: 0 });
  };
};

const audiences: Readonly<Record<Operation['for'], string>> = {
  readers: 'Readers',
  'blog engines': 'Blog engines',
  authors: 'Authors of a comment, by its edit token',
  moderators: 'Moderators, by token or session',
  guests: 'Signing in',
  'signed-in': 'One’s own account, by session',
  operators: 'Operators',
};

/** The same for people. */
export const docsRoute =
  ({ publicUrl }: { readonly publicUrl: string }): RequestHandler =>
  (_request, response) => {
    const sections = Object.entries(audiences).map(
      ([audience, title]) =>
        html`<h2>${title}</h2><table><tbody>${operations
          .filter((operation) => operation.for === audience)
          .map(
            (operation) =>
              html`<tr><td><code>${operation.method.toUpperCase()}</code></td><td><code>${operation.path}</code></td><td>${operation.summary}</td></tr>`,
          )}</tbody></table>`,
    );
    const body = html`<h1>Backtalk’s API</h1>
<p>The machine-readable document, with every field and limit, is <a href="${publicUrl}/openapi.json">openapi.json</a> (OpenAPI 3.1).
Refusals are <code>application/problem+json</code> with a <code>code</code>.</p>${sections}`;
    sendPage(response, { title: 'Backtalk’s API', lang: 'en', body }, { publicUrl });
  };
