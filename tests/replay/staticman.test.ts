import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CommentView, ThreadView } from '../../src/wire/thread.ts';
import { corpus } from '../support/corpus.ts';
import { ask, post } from '../support/reader.ts';
import { type Running, running } from '../support/running.ts';
import { type Kept, parentOf, postsOf, type Rule, readKept } from './staticman.ts';

const blogs = ['joehx', 'mademistakes', 'travisdowns'] as const;
const pathOf = (blog: string) => corpus(`5-threads/${blog}-comments.jsonl`);
const missing = blogs.filter((blog) => pathOf(blog) === null);
const skip = missing.length > 0 && `the recorded threads of ${missing.length} blogs are not here`;

type Rules = Record<Rule | 'lost', number>;

test('three blogs are posted again as their authors did, and read as they were kept', { skip, timeout: 170_000 }, async (t) => {
  const rules: Rules = { id: 0, 'cut id': 0, position: 0, lost: 0 };
  let stored = 0;
  let duplicates = 0;
  for (const blog of blogs) {
    const rows = readKept(pathOf(blog) ?? '');
    const service = await running(t, { startAt: Math.min(...rows.map((row) => row.at)), settings: { floodSeconds: 0 } });
    const replayed = await replay(t, service, { rows, rules });
    stored += replayed.stored;
    duplicates += replayed.duplicates;
  }
  // Of the 64 cut ids two answer a comment that the post does not have: they stand at the top level.
  deepEqual(rules, { id: 161, 'cut id': 62, position: 352, lost: 2 });
  deepEqual({ stored, duplicates }, { stored: 1_472 - 7, duplicates: 7 });
});

async function replay(t: TestContext, service: Running, { rows, rules }: { rows: readonly Kept[]; rules: Rules }) {
  const ids = new Map<Kept, string>();
  const twice = new Map<Kept, string>();
  const posts = postsOf(rows);
  const postOf = new Map(posts.flatMap((post) => post.map((row) => [row, post] as const)));
  const token = await service.token();
  let duplicates = 0;
  for (const row of rows.toSorted((a, b) => a.at - b.at)) {
    const found = parentOf(row, postOf.get(row) ?? []);
    if (row.parent !== '') rules[found?.rule ?? 'lost'] += 1;
    service.clock.pass(row.at - service.clock.now());
    const said = await say(service, row, found ? (ids.get(found.parent) ?? twice.get(found.parent) ?? 'lost') : null);
    equal([201, 202, 409].includes(said.status), true, `${row.post} ${row.id}: ${said.status} ${JSON.stringify(said.body)}`);
    if (said.status === 409) {
      duplicates += 1;
      twice.set(row, ids.get(sameAs(row, postOf.get(row) ?? [])) ?? 'lost');
    } else ids.set(row, said.body.comment.id);
    if (said.status === 202)
      await ask(service, '/api/v1/moderation/decisions', { body: { ids: [said.body.comment.id], to: 'approved' }, token });
  }
  for (const post of posts) {
    const kept = post.filter((row) => ids.has(row));
    const read = await wholeThread(service, urlOf(post[0]?.post ?? ''));
    equal(read.count, kept.length);
    deepEqual(shape(read.comments), keptShape({ kept, all: post }, ids, null), post[0]?.post);
  }
  t.diagnostic(`${ids.size} stored, ${duplicates} said twice`);
  return { stored: ids.size, duplicates };
}

/** What a repeated comment repeats. A reply to the one answers the other. */
function sameAs(row: Kept, post: readonly Kept[]): Kept {
  return post.find((other) => other.parent === row.parent && other.name === row.name && other.text === row.text) ?? row;
}

const urlOf = (name: string) => `https://blog.example/${encodeURIComponent(name)}`;

/** Who said it, from an address made of the name, as the records have no email. */
function say(service: Running, row: Kept, parent: string | null) {
  const email = `${Buffer.from(row.name.normalize('NFC')).toString('hex').slice(0, 40)}@example.org`;
  return post(service, { url: urlOf(row.post), text: row.text, name: row.name, email, website: row.url, parent });
}

/** All pages and all replies of a thread, by their cursors. */
async function wholeThread(service: Running, url: string): Promise<ThreadView> {
  const read = async (more: Record<string, string>) =>
    (await ask<ThreadView>(service, `/api/v1/thread?${new URLSearchParams({ site: 'blog', url, ...more })}`)).body;
  const first = await read({});
  const comments = [...first.comments];
  for (let { next } = first; next !== null; ) {
    const page = await read({ cursor: next });
    comments.push(...page.comments);
    next = page.next;
  }
  return { ...first, comments };
}

type Shape = readonly (readonly [string, Shape])[];

/** Every comment under its true parent, whatever the depth at which it is shown. */
function shape(comments: readonly CommentView[]): Shape {
  const all = comments.flatMap(flat);
  const under = (parent: string | null): Shape =>
    all.filter((comment) => comment.parent === parent).map((comment) => [comment.id, under(comment.id)]);
  return under(null);
}

function flat(comment: CommentView): CommentView[] {
  return [comment, ...comment.replies.flatMap(flat)].toSorted((a, b) =>
    a.date < b.date || (a.date === b.date && a.id < b.id) ? -1 : 1,
  );
}

function keptShape(
  { kept, all }: { kept: readonly Kept[]; all: readonly Kept[] },
  ids: ReadonlyMap<Kept, string>,
  parent: Kept | null,
): Shape {
  const answered = (row: Kept) => parentOf(row, all)?.parent ?? null;
  const under = kept.filter((row) => {
    const above = answered(row);
    return (above && sameAs(above, all)) === parent;
  });
  return under
    .map((row) => [ids.get(row) ?? '', keptShape({ kept, all }, ids, row)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
