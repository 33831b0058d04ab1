import type { ComponentType } from 'preact';
import type { Power } from './account.ts';
import { QueueScreen } from './queue/queue-screen.tsx';
import { words } from './words/words.ts';

export interface Screen {
  /** Its part of the address. */
  readonly name: string;
  readonly title: string;
  /** To whom it is offered. */
  readonly for: Power;
  readonly show: ComponentType<{ readonly site: string }>;
}

/** Every screen, in the order of the menu. A new one is a file of its own and a line here. */
export const screens: readonly Screen[] = [{ name: 'queue', title: words.queue.title, for: 'moderate', show: QueueScreen }];
