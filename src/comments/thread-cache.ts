import { LRUCache } from 'lru-cache';
import type { Page } from '../sites/page.ts';
import type { Site } from '../sites/site.ts';
import type { Change, Store } from '../storage/store.ts';
import type { Ready } from './ready-bytes.ts';

/** What the bytes are: the API's answer, or the list as HTML for a page that includes it. */
const kinds = ['json', 'fragment'] as const;
export type Kind = (typeof kinds)[number];

/** Ready bytes of one page's thread, until something it shows changes. */
interface Entry {
  readonly siteId: string;
  readonly bytes: number;
  /** null once it was pushed out or outdated: a target may lead here for long, and must not hold the bytes. */
  ready: Ready | null;
}

/** A page's thread as one kind of bytes. */
export interface Place {
  readonly site: Site;
  readonly page: Page;
  readonly kind: Kind;
}

/**
 * Threads in their default form as finished bytes. A request's raw target leads to them without parsing anything. Bounded by
 * memory; what is unknown takes no place, so that made-up addresses push nothing out.
 */
export interface ThreadCache {
  /** The bytes for a raw request target that was answered from here before, while they are current. */
  peek(target: string): Ready | undefined;
  /** The page's bytes, made by `build` unless they are here; `target` leads to them from now on. */
  answer(about: Place & { readonly target: string }, build: () => Promise<Ready>): Promise<Ready>;
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
    answer: async ({ target, ...place }, make) => {
      const key = keyOf(place.page.id, place.kind);
      const kept = entries.get(key);
      if (kept?.ready) {
        targets.set(target, kept);
        return kept.ready;
      }
      const { ready, entry } = await (building.get(key) ?? build(place, make, { entries, building }));
      if (entry?.ready) targets.set(target, entry);
      return ready;
    },
    size: () => entries.calculatedSize + targets.calculatedSize,
    close,
  };
}

const keyOf = (pageId: string, kind: Kind): string => `${pageId}:${kind}`;

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
function build({ site, page, kind }: Place, make: () => Promise<Ready>, { entries, building }: Kept): Promise<Built> {
  const key = keyOf(page.id, kind);
  const isMine = () => building.get(key) === promise;
  const promise: Promise<Built> = make()
    .then((ready) => {
      const entry = isMine() ? { siteId: site.id, bytes: ready.bytes, ready } : null;
      if (entry) entries.set(key, entry);
      return { ready, entry };
    })
    .finally(() => {
      if (isMine()) building.delete(key);
    });
  building.set(key, promise);
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
  for (const { siteId, pageId } of changes) {
    if (pageId === null) {
      forgetSite(siteId, entries);
      building.clear();
    } else {
      for (const key of kinds.map((kind) => keyOf(pageId, kind))) {
        entries.delete(key);
        building.delete(key);
      }
    }
  }
}

function forgetSite(siteId: string, entries: LRUCache<string, Entry>): void {
  for (const [key, entry] of entries) if (entry.siteId === siteId) entries.delete(key);
}
