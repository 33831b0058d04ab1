import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import express, { type Express } from 'express';
import { createApp } from '../../src/http/app.ts';
import { operations } from '../../src/wire/operations.ts';
import { elementsOf } from '../support/markup.ts';
import { running } from '../support/running.ts';

type Document = { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> };
interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
  readonly security?: readonly object[];
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

/** Pre-flights are answered at every address, and are no operation. */
const everywhere = '/{*any}';

/** `GET /api/v1/comments/{id}` for every door of the app, as Express' router holds them. */
function doorsOf(app: Express): string[] {
  const layers = app.router.stack as unknown as readonly Layer[];
  return layers.flatMap(({ route }) =>
    route && route.path !== everywhere
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path.replace(/:(\w+)/g, '{$1}')}`)
      : [],
  );
}

const documentedIn = ({ paths }: Document): string[] =>
  Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`));

const lacking = (app: Express, document: Document): string[] => {
  const documented = new Set(documentedIn(document));
  return doorsOf(app).filter((door) => !documented.has(door));
};

const documentOf = async (url: string) => (await (await fetch(`${url}/openapi.json`)).json()) as Document;

test('the document describes every door of the app, and no door that is not there', async (t) => {
  const { url, service } = await running(t);
  const app = createApp(service);
  const document = await documentOf(url);
  ok(doorsOf(app).length > 30);
  deepEqual(lacking(app, document), []);
  deepEqual(documentedIn(document).sort(), doorsOf(app).sort());
});

test('a door that the document lacks is found, whatever its method and however it is made', async (t) => {
  const document = await documentOf((await running(t)).url);
  const app = express();
  app.get('/api/v1/thread', (_request, response) => void response.end());
  app.put('/api/v1/thread', (_request, response) => void response.end());
  app.route('/api/v1/forgotten/:id').post((_request, response) => void response.end());
  deepEqual(lacking(app, document), ['PUT /api/v1/thread', 'POST /api/v1/forgotten/{id}']);
});

test('every operation says what a refusal looks like, and who must say who they are', async (t) => {
  const { paths } = await documentOf((await running(t)).url);
  for (const { method, path, for: audience } of operations) {
    const described = paths[path]?.[method];
    ok(described?.responses['4XX']?.content?.['application/problem+json'], `${method} ${path}`);
    equal(described.security !== undefined, ['moderators', 'authors', 'signed-in'].includes(audience), `${method} ${path}`);
  }
});

test('/docs names every operation, and loads and runs nothing', async (t) => {
  const { url } = await running(t);
  const answer = await fetch(`${url}/docs`);
  equal(answer.status, 200);
  match(answer.headers.get('content-type') ?? '', /^text\/html/);
  match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
  const page = await answer.text();
  for (const { path, summary } of operations) ok(page.includes(path) && page.includes(summary.replaceAll("'", '&#39;')), path);
  for (const { name, attributes } of elementsOf(page)) {
    ok(!['script', 'link', 'img', 'iframe', 'object', 'embed', 'base'].includes(name), name);
    for (const [attribute, value] of Object.entries(attributes)) {
      doesNotMatch(attribute, /^(on|src|srcset|style$)/);
      if (attribute === 'href') ok(value.startsWith(`${url}/`), value);
    }
  }
});
