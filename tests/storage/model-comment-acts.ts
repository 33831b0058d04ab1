import { deepEqual, equal } from 'node:assert/strict';
import fc from 'fast-check';
import type { Status } from '../../src/comments/comment.ts';
import { searchTermsOf } from '../../src/moderation/search.ts';
import { newPage } from '../../src/sites/page.ts';
import type { Arrival, Decided } from '../../src/storage/store.ts';
import { addComment, bury, decide, expire, type Model, revise, shorten } from './model.ts';
import { acts, anyPage, few, keyAt, millisecondsAway, pick, type Scene } from './model-scene.ts';
import { words } from './model-views.ts';
import { nothing } from './specimens.ts';

const status = fc.constantFrom<Status>('approved', 'pending', 'spam', 'trash');
const anyStatus = fc.constantFrom<Status>('approved', 'pending', 'spam', 'trash', 'deleted');
const order = <T extends { readonly commentId: string }>(items: readonly T[]) =>
  items.toSorted((a, b) => (a.commentId < b.commentId ? -1 : 1));
const inAnyOrder = ({ changed, stale }: Decided): Decided => ({ changed: order(changed), stale: stale.toSorted() });

const idAt = (model: Model, at: number): string => model.ids.at(-1 - (at % Math.max(1, model.ids.length))) ?? 'none';

export interface Draft {
  readonly page: number;
  readonly parent: number | null;
  readonly author: number;
  readonly text: number;
  readonly status: Status;
  readonly key: number | null;
  readonly once: boolean;
  readonly quiet: boolean;
  readonly job: number;
  readonly hint: boolean;
}

export const draft: { readonly [K in keyof Draft]: fc.Arbitrary<Draft[K]> } = {
  page: anyPage,
  parent: fc.option(pick),
  author: few,
  text: few,
  status,
  key: fc.option(few, { freq: 2 }),
  once: fc.boolean(),
  quiet: fc.boolean(),
  job: few,
  hint: fc.boolean(),
};

export function arrivalOf({ real, model }: Scene, asked: Draft): Arrival {
  const { make, clock } = real;
  const url = `https://blog.example/$${asked.page}.html`;
  const page = newPage({ id: make.id(), siteId: make.siteId, url });
  const author = { name: `Reader ${asked.author}`, email: asked.author === 0 ? null : `reader${asked.author}@example.org` };
  const parent = asked.parent === null ? null : model.kept.get(idAt(model, asked.parent))?.comment;
  const parts = {
    ...{
      author,
      text: `${words[asked.text]} {"$gt":""} 😀`,
      status: asked.status,
      pageId: page.id,
      address: `192.0.2.${asked.author}`,
    },
    titleHint: asked.hint ? `Title ${asked.author}` : null,
    idempotency: asked.key === null ? null : { key: `$key.${asked.key}`, digest: `${asked.text}` },
  };
  const comment = parent ? make.replyTo(parent, { ...parts, pageId: parent.pageId }) : make.comment(parts);
  const quiet = asked.quiet ? { since: clock.now() - 60_000, address: comment.address, email: author.email } : null;
  const conditions = { unlessSaid: asked.once, quiet, idempotentSince: 0 };
  const also = { jobs: [make.job(`mail ${asked.job}`)], log: make.entry({ act: 'reply' }) };
  return make.arrival(comment, { page, pageKey: keyAt(asked.page), conditions, ...also });
}

const adding = acts<Draft>('add', draft, async (asked, scene) => {
  const arrival = arrivalOf(scene, asked);
  deepEqual(await scene.store.comments.add(arrival), addComment(scene.model, arrival));
});

const deciding = acts<{ picks: number[]; to: Status; based: 'any' | 'right' | 'wrong'; job: number }>(
  'decide',
  {
    picks: fc.uniqueArray(pick, { minLength: 1, maxLength: 5 }),
    to: anyStatus,
    based: fc.constantFrom('any', 'right', 'wrong'),
    job: few,
  },
  async ({ picks, to, based, job }, { real, store, model }) => {
    const ids = [...new Set(picks.map((at) => idAt(model, at)))];
    const items = ids.map((id) => {
      const version = (model.kept.get(id)?.comment.version ?? 1) + (based === 'wrong' ? 1 : 0);
      return { id, version: based === 'any' ? null : version, to };
    });
    const decision = { entry: real.make.entry(), items, also: [real.make.job(`mail ${job}`)] };
    const answer = await store.queue.decide(decision);
    deepEqual(inAnyOrder(answer), inAnyOrder(decide(model, decision, real.clock.now())));
  },
);

const revising = acts<{ at: number; text: number; status: Status; isStale: boolean }>(
  'revise',
  { at: pick, text: few, status, isStale: fc.boolean() },
  async ({ at, text, status, isStale }, { real, store, model }) => {
    const kept = model.kept.get(idAt(model, at));
    if (!kept) return;
    const version = kept.comment.version - (isStale ? 1 : 0);
    const edit = { id: kept.comment.id, version, text: `${words[text]} edited`, status };
    const comment = { ...kept.comment, text: edit.text, status };
    const answer = await store.comments.revise({ comment, version, terms: searchTermsOf(comment), ...nothing });
    deepEqual(answer, revise(model, edit, real.clock.now()));
  },
);

const tidying = acts<{ what: 'spam' | 'trash' | 'bury' | 'shorten'; age: number }>(
  'tidy',
  { what: fc.constantFrom('spam', 'trash', 'bury', 'shorten'), age: millisecondsAway },
  async ({ what, age }, { real, store, model }) => {
    const now = real.clock.now();
    const { siteId } = real.make;
    if (what === 'bury') {
      while ((await store.comments.bury(1_000)) > 0);
      bury(model);
    } else if (what === 'shorten') {
      equal(await store.comments.shortenAddresses(siteId, now - age, 1_000), shorten(model, now - age));
    } else {
      const due = { siteId, status: what, before: now - age };
      equal(await store.comments.expire(due, 1_000), expire(model, what, { before: now - age, now }));
    }
  },
);

const reporting = acts<{ at: number; reporter: number }>(
  'report',
  { at: pick, reporter: few },
  async (asked, { real, store, model }) => {
    const id = idAt(model, asked.at);
    const at = real.clock.now();
    const kept = model.kept.get(id);
    const isNew = kept !== undefined && kept.comment.status !== 'deleted' && !kept.reporters.has(`${asked.reporter}`);
    equal(await store.queue.report(id, { reporter: `${asked.reporter}`, reason: 'spam', text: null, at }, nothing), isNew);
    if (isNew) kept.reporters.set(`${asked.reporter}`, at);
  },
);

export const commentActs = [adding, adding, adding, deciding, deciding, revising, tidying, tidying, reporting];
