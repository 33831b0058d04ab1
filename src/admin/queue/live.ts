import type { QueueEvent } from '../../wire/queue-events.ts';
import { base } from '../place.ts';
import { words } from '../words/words.ts';
import { changedBy, decidedBy } from './changed-by.ts';
import { isNarrowed } from './filter.ts';
import { load, note, type Queue, reload, replaceRow, tellCounts } from './queue.ts';
import type { Row } from './rows.ts';

type Touch = Extract<QueueEvent, { readonly event: 'comment' }>['data'];

const betweenTriesMs = 10_000;

/** Brings what others do to the queue onto the screen, for as long as it is shown. Answers how to stop. */
export function watch(queue: Queue): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`${base}api/v1/moderation/events?${new URLSearchParams({ site: queue.filter.site })}`);
    source.addEventListener('counts', ({ data }) => tellCounts(queue, JSON.parse(data)));
    source.addEventListener('comment', ({ data }) => void touched(queue, JSON.parse(data)));
    source.addEventListener('reset', () => void reset(queue));
    source.addEventListener('error', () => {
      // A browser tries again by itself, but not after a refusal: it may have come with the end of a session.
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, betweenTriesMs);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

async function touched(queue: Queue, touch: Touch): Promise<void> {
  const row = queue.rows.value.find(({ id }) => id === touch.id);
  if (row) await touchedRow(queue, row, touch);
  else if (!touch.own && touch.status === queue.filter.status && belongs(queue, touch)) await arrive(queue, touch.id);
}

async function touchedRow(queue: Queue, row: Row, touch: Touch): Promise<void> {
  if (touch.version <= row.version && touch.reports === row.reports.length) return;
  if (touch.status !== row.status) {
    const text = decidedBy(touch.own ? words.queue.you : (touch.by ?? words.queue.somebody), touch.status);
    queue.gone.value = new Map(queue.gone.value).set(row.id, text);
    return;
  }
  const { comment, text } = await changedBy(row, queue.filter.site);
  if (comment === null) return;
  replaceRow(queue, comment);
  if (comment.version !== row.version && !touch.own) note(queue, row.id, text);
}

/** What a search would find is the service's to say. */
const belongs = ({ filter }: Queue, { type }: Touch): boolean =>
  filter.q.trim() === '' && (!isNarrowed(filter) || filter.type === type);

async function arrive(queue: Queue, id: string): Promise<void> {
  queue.arrived.value = new Set([...queue.arrived.value, id]);
  if (queue.rows.value.length === 0 && queue.loading.value === null) await load(queue, null);
}

async function reset(queue: Queue): Promise<void> {
  if (queue.form.value === null && queue.saving.value === 0) await reload(queue);
}
