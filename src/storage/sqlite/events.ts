import type { Change, Events } from '../store.ts';
import { guarded, type Row, type Sqlite } from './database.ts';

type Listener = Parameters<Events['watch']>[0];

const pollMs = 500;
const pageOfJournal = 1_000;

export interface WatchedEvents extends Events {
  stop(): void;
}

export function createEvents(database: Sqlite): WatchedEvents {
  const listeners = new Set<Listener>();
  const catchUp = reader(database, (changes) => {
    for (const listener of listeners) listener(changes);
  });
  // Where others wrote in between, our own changes are told by reading the journal, so that theirs come first.
  database.onWritten(catchUp);
  const poll = poller(database, catchUp);
  const reading = guarded<Omit<Events, 'watch'>>({
    latest: () => latest(database),
    since: (cursor, limit) => since(database, cursor, limit),
    trim: (before) => {
      const sql = `DELETE FROM events WHERE seq <
        coalesce((SELECT seq FROM events WHERE at >= ? ORDER BY seq LIMIT 1), (SELECT max(seq) + 1 FROM events))`;
      database.write(() => database.run(sql, before));
    },
  });
  const watch = (listener: Listener) => {
    listeners.add(listener);
    poll.start();
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) poll.stop();
    };
  };
  return { ...reading, watch, stop: poll.stop };
}

/** Tells what was written to the journal since it was called last. `own`: what this connection has just written at its end. */
function reader(database: Sqlite, tell: Listener): (own?: readonly Change[]) => void {
  let seen = latest(database);
  return (own) => {
    if (own && Number(own[0]?.cursor) === Number(seen) + 1) {
      seen = own.at(-1)?.cursor ?? seen;
      tell(own);
      return;
    }
    for (;;) {
      const more = since(database, seen, pageOfJournal);
      seen = more === null ? latest(database) : (more.at(-1)?.cursor ?? seen);
      if (more === null || more.length > 0) tell(more);
      if (more === null || more.length < pageOfJournal) return;
    }
  };
}

/** Looks now and then whether another connection has written: SQLite's data_version says so in microseconds. */
function poller(database: Sqlite, onChange: () => void) {
  const version = () => Number(database.file.pragma('data_version', { simple: true }));
  let known = version();
  let timer: NodeJS.Timeout | null = null;
  const look = () => {
    const current = version();
    if (current !== known) onChange();
    known = current;
  };
  const start = () => {
    timer ??= setInterval(look, pollMs).unref();
  };
  const stop = () => {
    if (timer) clearInterval(timer);
    timer = null;
  };
  return { start, stop };
}

function latest(database: Sqlite): string {
  return String(database.get("SELECT seq FROM sqlite_sequence WHERE name = 'events'")?.['seq'] ?? 0);
}

function since(database: Sqlite, cursor: string, limit: number): Change[] | null {
  if (!/^\d{1,15}$/.test(cursor)) return null;
  const from = Number(cursor);
  const rows = database.all('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?', from, limit);
  const oldest = database.get('SELECT min(seq) AS seq FROM events')?.['seq'] ?? null;
  const newest = Number(latest(database));
  const isReached = from <= newest && from >= (oldest === null ? newest : Number(oldest) - 1);
  return isReached ? rows.map(changeOf) : null;
}

function changeOf(row: Row): Change {
  return {
    cursor: String(row['seq']),
    kind: String(row['kind']) as Change['kind'],
    siteId: String(row['site_id']),
    pageId: row['page_id'] === null ? null : String(row['page_id']),
    commentId: row['comment_id'] === null ? null : String(row['comment_id']),
  };
}
