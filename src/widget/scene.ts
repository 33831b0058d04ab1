import type { CommentView } from '../wire/thread.ts';
import type { Words } from '../words/words.ts';
import type { Place } from './asking.ts';
import type { datesIn } from './dates.ts';

export type Order = 'oldest' | 'newest';

/** One comment as it stands in the page. */
export interface Item {
  view: CommentView;
  /** Under which it stands. */
  readonly above: Item | null;
  readonly level: number;
  readonly li: HTMLLIElement;
  readonly article: HTMLElement;
  readonly replies: HTMLOListElement;
}

/** What an author may still do with a comment, and until when. */
export interface Own {
  readonly id: string;
  readonly token: string;
  readonly until: number;
  readonly text: string;
}

/** What a click on a comment leads to. */
export interface Acts {
  reply(item: Item): void;
  edit(item: Item, own: Own): void;
  remove(item: Item, own: Own): void;
  report(item: Item): void;
}

/** What all pieces of one widget share. */
export interface Scene {
  readonly place: Place;
  readonly title: string;
  readonly lang: string;
  readonly words: Words;
  readonly dates: ReturnType<typeof datesIn>;
  readonly items: Map<string, Item>;
  readonly own: Map<string, Own>;
  readonly acts: Acts;
  readonly stopped: AbortSignal;
  order: Order;
  /** How the thread is asked for beside site and page: in an order that somebody chose. */
  chosen: { readonly order?: Order };
  open: boolean;
  maxDepth: number;
  /** Tells a screen reader, politely. */
  say(text: string): void;
}
