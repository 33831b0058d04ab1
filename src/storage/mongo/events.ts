import { setTimeout as pause } from 'node:timers/promises';
import type { mongo } from 'mongoose';
import type { Change, Events } from '../store.ts';
import { guarded } from './away.ts';
import type { Collections } from './database.ts';
import { type Appended, appendTo, type Journal, newest, numberIn, readAfter, trimJournal } from './journal.ts';
import type { ChunkRow } from './rows.ts';

type Listener = Parameters<Events['watch']>[0];

const pageOfJournal = 1_000;
const pollMs = 500;

export interface WatchedEvents extends Events {
  readonly telling: Journal;
  stop(): void;
}

type Needs = Pick<Collections, 'journal'> & { readonly now: () => number; readonly hasStreams: boolean };

export async function createEvents(needs: Needs): Promise<WatchedEvents> {
  const { journal } = needs;
  const listeners = new Set<Listener>();
  const reading = await reader(journal, (changes) => {
    for (const listener of listeners) listener(changes);
  });
  let known: number | null = null;
  const watcher = createWatcher(needs, reading);
  return {
    ...guarded<Omit<Events, 'watch'>>({
      latest: async () => String(await latest(journal)),
      since: async (cursor, limit) => (/^\d{1,15}$/.test(cursor) ? readAfter(journal, Number(cursor), limit) : null),
      trim: (before) => trimJournal(journal, before),
    }),
    watch: (listener) => {
      listeners.add(listener);
      watcher.start();
      return () => {
        listeners.delete(listener);
      };
    },
    telling: {
      append: async (rows) => {
        for (let at = 0; at < rows.length; at += pageOfJournal) {
          const some = rows.slice(at, at + pageOfJournal);
          const appended = await appendTo({ ...needs, known }, some);
          known = appended?.chunk ?? known;
          await reading.tellOwn(appended);
        }
      },
    },
    stop: watcher.stop,
  };
}

async function latest(journal: Collections['journal']): Promise<number> {
  const chunk = await newest(journal);
  return chunk ? numberIn(chunk, chunk.n) : 0;
}

/** Tells what came to the journal, each change once and in its order. */
async function reader(journal: Collections['journal'], tell: Listener) {
  let seen = await latest(journal);
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const mine = turn.then(act);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const catchUp = async () => {
    for (;;) {
      const more: readonly Change[] | null = await readAfter(journal, seen, pageOfJournal);
      seen = more === null ? await latest(journal) : Number(more.at(-1)?.cursor ?? seen);
      if (more === null || more.length > 0) tell(more);
      if (more === null || more.length < pageOfJournal) return;
    }
  };
  return {
    isNews: (number: number) => number > seen,
    catchUp: () => inTurn(catchUp),
    /** Where others wrote in between, ours are told by reading the journal, so that theirs come first. */
    tellOwn: (own: Appended | null) =>
      inTurn(async () => {
        if (own && seen >= own.to) return;
        if (own && own.from === seen) {
          seen = own.to;
          tell(own.changes);
        } else await catchUp().catch(() => tell(null));
      }),
  };
}

interface Reading {
  isNews(number: number): boolean;
  catchUp(): Promise<void>;
}

/** How full a chunk has become is all that the stream needs to say. */
const signal = [{ $project: { documentKey: 1, 'updateDescription.updatedFields.n': 1 } }];

interface Signal {
  readonly documentKey?: { readonly _id: number };
  readonly updateDescription?: { readonly updatedFields?: { readonly n?: number } };
}

/** Hears of the others' writes: a change stream says that there are some, and where there is none the journal is read now and then. */
function createWatcher({ journal, hasStreams }: Needs, { isNews, catchUp }: Reading) {
  const stopping = new AbortController();
  let isRunning = false;
  let stream: { close(): Promise<void> } | null = null;
  const listen = async () => {
    const opened = journal.watch<ChunkRow, mongo.Document & Signal>(signal, { maxAwaitTimeMS: pollMs });
    stream = opened;
    try {
      // The first answer says that the stream stands: what came before is read, what comes later is told.
      await opened.tryNext();
      for (let isBehind = true; ; ) {
        if (isBehind) await catchUp();
        const { documentKey, updateDescription } = await opened.next();
        const n = updateDescription?.updatedFields?.n;
        isBehind = documentKey !== undefined && n !== undefined && isNews(numberIn(documentKey, n));
      }
    } finally {
      await opened.close().catch(() => undefined);
    }
  };
  const run = async () => {
    while (!stopping.signal.aborted) {
      await (hasStreams ? listen() : catchUp()).catch(() => undefined);
      await pause(pollMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
  };
  return {
    start: () => {
      if (!isRunning) run();
      isRunning = true;
    },
    stop: () => {
      stopping.abort();
      // It waits for the server's next answer, which the closing of the connection cuts short.
      stream?.close().catch(() => undefined);
    },
  };
}
