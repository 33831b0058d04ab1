import { describe, test } from 'node:test';
import fc from 'fast-check';
import { clockFrom } from '../support/running.ts';
import { emptyModel, ensurePage } from './model.ts';
import { commentActs } from './model-comment-acts.ts';
import { crashes, slowCrashes } from './model-crash-acts.ts';
import { jobActs } from './model-job-acts.ts';
import { pageActs } from './model-page-acts.ts';
import { keyAt, type Real } from './model-scene.ts';
import { createSpecimens, nothing } from './specimens.ts';
import { type StoreKind, stores } from './stores.ts';

/** `MODEL_REPLAY` is what a failure printed, `MODEL_SECONDS` how long to look for one. */
const [, seed, path, replayPath] = /^(-?\d+)\/([\d:]+)\/(.*)$/.exec(process.env['MODEL_REPLAY'] ?? '') ?? [];
const seconds = Number(process.env['MODEL_SECONDS'] ?? 15);
const isReplay = path !== undefined && replayPath !== undefined;

const quickActs = [...commentActs, ...pageActs, ...jobActs, ...crashes];
const everyAct = [...Array(8).fill(quickActs).flat(), ...slowCrashes];

for (const kind of stores) {
  describe(`a store on ${kind.name}`, { skip: kind.skip }, () => {
    test('whatever is done to it, in whatever order, it shows what a plain model in memory shows', {
      timeout: Number.POSITIVE_INFINITY,
    }, async () => {
      const commands = fc.commands(everyAct, { maxCommands: 60, size: 'max', ...(isReplay && { replayPath }) });
      let acts = 0;
      const property = fc.asyncProperty(commands, async (drawn) => {
        acts += [...drawn].length;
        await runOn(kind, drawn);
      });
      const limits = { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1_000 };
      const found = await fc.check(property, isReplay ? { seed: Number(seed), path } : limits);
      console.log(`${kind.name}: ${acts} acts in ${found.numRuns} sequences from seed ${found.seed}`);
      if (!found.failed || found.counterexample === null) return;
      const [drawn] = found.counterexample;
      const [, shown = ''] = /replayPath="([^"]*)"/.exec(fc.stringify(drawn)) ?? [];
      const replay = `MODEL_REPLAY='${found.seed}/${found.counterexamplePath}/${shown}'`;
      throw new Error(`${replay} npm test -- tests/storage/model.test.ts\n${[...drawn].join('\n')}`, {
        cause: found.errorInstance,
      });
    });
  });
}

async function runOn(kind: StoreKind, drawn: Parameters<typeof fc.asyncModelRun>[1]): Promise<void> {
  const clock = clockFrom();
  const place = await kind.create();
  const make = createSpecimens(clock);
  const open = () => kind.open(place.address, clock.now);
  const first = await open();
  await first.sites.add(make.site('blog', { id: make.siteId }), { shareHosts: false }, nothing);
  const start = await first.events.latest();
  const model = emptyModel();
  for (const at of [0, 1, 2]) {
    const page = make.pageAt(`$${at}.html`);
    await first.pages.ensure(page, keyAt(at));
    ensurePage(model, page, keyAt(at));
  }
  const real: Real = { kind, address: place.address, clock, make, start, stores: [first, await open()] };
  try {
    await fc.asyncModelRun(() => ({ model, real }), drawn as never);
  } finally {
    await Promise.all(real.stores.map((store) => store.close()));
    await place.remove();
  }
}
