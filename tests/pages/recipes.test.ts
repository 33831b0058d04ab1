import { equal, ok } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, type TestContext, test } from 'node:test';
import { blogOf } from '../support/blog.ts';
import { reader, withoutBrowser } from '../support/browser.ts';
import { freePort } from '../support/free-port.ts';
import { elementsOf } from '../support/markup.ts';
import { findProgram, without } from '../support/programs.ts';
import { startNginx } from '../support/proxy.ts';
import { post } from '../support/reader.ts';
import { filesOf, folderWith } from '../support/recipe.ts';
import { type Running, running } from '../support/running.ts';
import { until } from '../support/until.ts';

const article = 'https://example.org/my-article/';
const said = 'Shown under the article';
const fromNpm =
  process.env['TRY_RECIPES'] === undefined && 'installs from npm: TRY_RECIPES=1 npm test -- tests/pages/recipes.test.ts';

/** The service with a comment on the article that every recipe has. */
async function withComment(t: TestContext): Promise<Running> {
  const service = await running(t, { settings: { holdUnknownAuthors: false, hosts: ['example.org'] } });
  equal((await post(service, { text: said, url: article })).status, 201);
  return service;
}

interface Asked {
  /** The list stands in the page itself. */
  readonly isBuiltIn: boolean;
  /** The script comes by another script. */
  readonly hasScript?: boolean;
}

/** Requires the tags, each leading to what the service has of this very article. */
async function requireTags(html: string, { url }: Running, { isBuiltIn, hasScript = true }: Asked): Promise<void> {
  const elements = elementsOf(html.replaceAll(/<\/?noscript>/g, ''));
  const attributes = (name: string, key: string, value: string) =>
    elements.find((one) => one.name === name && one.attributes[key] === value)?.attributes ?? {};
  equal(attributes('link', 'rel', 'canonical')['href'], article);
  if (hasScript) equal(attributes('script', 'src', `${url}/embed.js`)['data-site'], 'blog');
  const feed = attributes('link', 'type', 'application/atom+xml')['href'];
  const thread = elements.find((one) => one.name === 'a' && one.attributes['href']?.startsWith(`${url}/thread?`))?.attributes[
    'href'
  ];
  for (const address of [thread, ...(feed === undefined ? [] : [feed])])
    ok((await (await fetch(address ?? '')).text()).includes(said), address);
  const list = elements.find((one) => one.name === 'ol' && one.attributes['class']?.includes('thread'));
  equal(list?.text.includes(said) ?? false, isBuiltIn);
}

const run = (folder: string, command: string, ...words: string[]) =>
  execFileSync(command, words, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: folder, NO_COLOR: '1' },
  });
const read = (folder: string, path: string) => readFileSync(join(folder, path), 'utf8');

test('plain HTML, with and without JavaScript', { skip: withoutBrowser }, async (t) => {
  const service = await withComment(t);
  const { 'article.html': html = '' } = filesOf('plain-html.md', service.url);
  await requireTags(html, service, { isBuiltIn: false });
  const blog = await blogOf(t, { '/': html });
  const { page } = await reader(t);
  await page.goto(blog.url);
  await page.getByText(said).waitFor();
  const { page: plain } = await reader(t, { javaScriptEnabled: false });
  await plain.goto(blog.url);
  await plain.getByRole('link', { name: 'Comments' }).click();
  await plain.getByText(said).waitFor();
});

describe('Hugo', { skip: without('hugo') }, () => {
  const settings = {
    'hugo.toml':
      'baseURL = "https://example.org/"\ntitle = "Blog"\ndisableKinds = ["taxonomy", "term", "section", "home", "RSS", "sitemap", "404"]\n',
  };
  const content = { 'content/my-article.md': '---\ntitle: My article\n---\nText.\n' };
  const build = (t: TestContext, files: Record<string, string>) => {
    const folder = folderWith(t, { ...settings, ...content, ...files });
    run(folder, findProgram('hugo') ?? '', '--ignoreCache', '--quiet');
    return read(folder, 'public/my-article/index.html');
  };

  test('by tags', async (t) => {
    const service = await withComment(t);
    await requireTags(build(t, filesOf('hugo.md', service.url)), service, { isBuiltIn: false });
  });

  // The list is fetched while this process is waiting for Hugo: the service needs one of its own.
  test('with the list in the page itself', async (t) => {
    const service = await withComment(t);
    const files = filesOf('hugo.md', service.url);
    const single = files['layouts/_default/single.html']?.replace('"comments.html"', '"comments-built-in.html"') ?? '';
    const folder = folderWith(t, { ...settings, ...content, ...files, 'layouts/_default/single.html': single });
    await started(folder, findProgram('hugo') ?? '', '--ignoreCache');
    await requireTags(read(folder, 'public/my-article/index.html'), service, { isBuiltIn: true });
  });
});

/** Runs a command to its end while this process goes on serving. */
async function started(folder: string, command: string, ...words: string[]): Promise<void> {
  const child = spawn(command, words, { cwd: folder, env: { ...process.env, HOME: folder, NO_COLOR: '1', CI: 'true' } });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const [code] = await once(child, 'close');
  equal(code, 0, output.join(''));
}

test('Jekyll', { skip: findProgram('jekyll') === null && 'needs jekyll' }, async (t) => {
  const service = await withComment(t);
  const page = {
    '_config.yml': 'url: https://example.org\n',
    'my-article.md': '---\nlayout: post\ntitle: My article\npermalink: /my-article/\n---\nText.\n',
  };
  const folder = folderWith(t, { ...filesOf('jekyll.md', service.url), ...page });
  await started(folder, findProgram('jekyll') ?? '', 'build');
  await requireTags(read(folder, '_site/my-article/index.html'), service, { isBuiltIn: false });
});

test('nginx includes the list while it serves the page, and does without while the service is away', {
  skip: without('nginx'),
}, async (t) => {
  const service = await withComment(t);
  const files = filesOf('nginx-includes.md', service.url);
  const folder = folderWith(t, { 'my-article/index.html': files['article.html'] ?? '' });
  const port = await freePort();
  const block = (files['blog.conf'] ?? '')
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('/var/cache/nginx', folder)
    .replace('/var/www/blog', folder);
  t.after(await startNginx({ block, port, service: '', folder }));
  const page = async () => (await fetch(`http://127.0.0.1:${port}/my-article/`)).text();
  await requireTags(await page(), service, { isBuiltIn: true });
  const asked = `http://127.0.0.1:${port}/comments-of-this-page?site=blog&url=${article}&fragment=1`;
  equal(await (await fetch(asked)).text(), '', 'no door to the outside');
  await service.service.store.close();
  ok((await page()).includes(said), 'what it had');
});

const npm = (folder: string, ...packages: string[]) =>
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--silent', ...packages);

test('Eleventy', { skip: fromNpm }, async (t) => {
  const service = await withComment(t);
  const page = {
    'package.json': '{ "type": "module" }',
    'my-article.md': '---\nlayout: article.njk\ntitle: My article\n---\nText.\n',
  };
  const folder = folderWith(t, { ...filesOf('eleventy.md', service.url), ...page });
  npm(folder, '@11ty/eleventy@3.1.8');
  await started(folder, process.execPath, 'node_modules/@11ty/eleventy/cmd.cjs');
  await requireTags(read(folder, '_site/my-article/index.html'), service, { isBuiltIn: true });
});

test('Astro', { skip: fromNpm }, async (t) => {
  const service = await withComment(t);
  const page = `---\nimport Article from '../layouts/Article.astro';\n---\n<Article title="My article"><p>Text.</p></Article>\n`;
  const folder = folderWith(t, {
    ...filesOf('astro.md', service.url),
    'package.json': '{ "type": "module" }',
    'src/pages/my-article.astro': page,
  });
  npm(folder, 'astro@7.3.5');
  await started(folder, process.execPath, 'node_modules/astro/bin/astro.mjs', 'build');
  await requireTags(read(folder, 'dist/my-article/index.html'), service, { isBuiltIn: true });
});

test('Next.js', { skip: fromNpm || withoutBrowser }, async (t) => {
  const service = await withComment(t);
  const layout =
    'export default function Layout({ children }) {\n  return (<html lang="en"><body>{children}</body></html>);\n}\n';
  const folder = folderWith(t, { ...filesOf('next.md', service.url), 'package.json': '{}', 'app/layout.js': layout });
  npm(folder, 'next@16.4.6', 'react', 'react-dom');
  const next = 'node_modules/next/dist/bin/next';
  await started(folder, process.execPath, next, 'build');
  const port = await freePort();
  const server = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: 'ignore',
  });
  t.after(() => server.kill());
  const address = `http://blog.example:${port}/my-article`;
  const html = () => fetch(address.replace('blog.example', '127.0.0.1')).then((answer) => answer.text());
  await until(async () => (await html().catch(() => '')).includes('My article'));
  await requireTags(await html(), service, { isBuiltIn: true, hasScript: false });
  const { page } = await reader(t);
  await page.goto(address);
  await page.locator('backtalk-comments').getByRole('heading', { name: '1 Comment' }).waitFor();
});
