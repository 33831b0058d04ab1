import { LRUCache } from 'lru-cache';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { Change, Store } from '../storage/store.ts';
import type { Ready } from './ready-bytes.ts';

/** Ready bytes of one page's thread, until something it shows changes. */
interface Entry {
  readonly siteId: string;
  readonly pageId: string;
  readonly bytes: number;
  /** null once it was pushed out or outdated: a target may lead here for long, and must not hold the bytes. */
  ready: Ready | null;
}

/**
 * Threads in their default form as finished bytes. A request's raw target leads to them without parsing anything. Bounded by
 * memory; what is unknown takes no place, so that made-up addresses push nothing out.
 */
export interface ThreadCache {
  /** The bytes for a raw request target that was answered from here before, while they are current. */
  peek(target: string): Ready | undefined;
  /** The page's bytes, made by `build` unless they are here; `target` leads to them from now on. */
  answer(
    about: { readonly site: Site; readonly page: Page; readonly target: string },
    build: () => Promise<Ready>,
  ): Promise<Ready>;
  /** Bytes held now. */
  size(): number;
  close(): void;
}

/**
 * What the bytes of one page really cost, measured by resident memory: headers in three forms and what the maps hold, and room that
 * the allocator cannot use between blocks of so many sizes.
 */
const memoryOf = (bytes: number): number => 4_000 + 1.6 * bytes;
const targetOverhead = 300;

export function createThreadCache(events: Pick<Store['events'], 'watch'>, maxBytes: number): ThreadCache {
  const entries = new LRUCache<string, Entry>({
    maxSize: Math.ceil(maxBytes * 0.9),
    sizeCalculation: (entry) => Math.ceil(memoryOf(entry.bytes)),
    dispose: retire,
  });
  const targets = new LRUCache<string, Entry>({
    maxSize: Math.ceil(maxBytes * 0.1),
    sizeCalculation: (_, target) => 2 * target.length + targetOverhead,
  });
  const building = new Map<string, Promise<Built>>();

  const close = events.watch((changes) => forget(changes, entries, building));
  return {
    peek: (target) => targets.get(target)?.ready ?? undefined,
    answer: async ({ site, page, target }, make) => {
      const kept = entries.get(page.id);
      if (kept?.ready) {
        targets.set(target, kept);
        return kept.ready;
      }
      const { ready, entry } = await (building.get(page.id) ?? build({ site, page }, make, { entries, building }));
      if (entry?.ready) targets.set(target, entry);
      return ready;
    },
    size: () => entries.calculatedSize + targets.calculatedSize,
    close,
  };
}

/** The bytes for who waits for them, and the entry where they are kept. */
interface Built {
  readonly ready: Ready;
  readonly entry: Entry | null;
}

interface Kept {
  readonly entries: LRUCache<string, Entry>;
  readonly building: Map<string, Promise<Built>>;
}

/** Makes the bytes once for everybody who asks meanwhile, and keeps them unless something changed while they were made. */
function build(
  { site, page }: { site: Site; page: Page },
  make: () => Promise<Ready>,
  { entries, building }: Kept,
): Promise<Built> {
  const isMine = () => building.get(page.id) === promise;
  const promise: Promise<Built> = make()
    .then((ready) => {
      const entry = isMine() ? { siteId: site.id, pageId: page.id, bytes: ready.bytes, ready } : null;
      if (entry) entries.set(page.id, entry);
      return { ready, entry };
    })
    .finally(() => {
      if (isMine()) building.delete(page.id);
    });
  building.set(page.id, promise);
  return promise;
}

function retire(entry: Entry): void {
  entry.ready = null;
}

/** Bytes begun before a change may lack it: they answer who waits for them, and are not kept. */
function forget(
  changes: readonly Change[] | null,
  entries: LRUCache<string, Entry>,
  building: Map<string, Promise<Built>>,
): void {
  if (changes === null) {
    entries.clear();
    building.clear();
    return;
  }
  for (const change of changes) {
    if (change.pageId === null) {
      forgetSite(change.siteId, entries);
      building.clear();
    } else {
      entries.delete(change.pageId);
      building.delete(change.pageId);
    }
  }
}

function forgetSite(siteId: string, entries: LRUCache<string, Entry>): void {
  for (const [pageId, entry] of entries) if (entry.siteId === siteId) entries.delete(pageId);
}
