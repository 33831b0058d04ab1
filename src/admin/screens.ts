import type { ComponentType } from 'preact';
import type { Power } from './account.ts';
import { BlocksScreen } from './blocks/blocks-screen.tsx';
import { FailuresScreen } from './failures/failures-screen.tsx';
import { LinkbacksScreen } from './linkbacks/linkbacks-screen.tsx';
import { LogScreen } from './log/log-screen.tsx';
import { PagesScreen } from './pages/pages-screen.tsx';
import { PeopleScreen } from './people/people-screen.tsx';
import { PersonScreen } from './privacy/person-screen.tsx';
import { QueueScreen } from './queue/queue-screen.tsx';
import { ReportsScreen } from './reports/reports-screen.tsx';
import { RulesScreen } from './rules/rules-screen.tsx';
import { SettingsScreen } from './rules/settings-screen.tsx';
import { StatisticsScreen } from './statistics/statistics-screen.tsx';
import { WebhooksScreen } from './webhooks/webhooks-screen.tsx';
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
export const screens: readonly Screen[] = [
  { name: 'queue', title: words.queue.title, for: 'moderate', show: QueueScreen },
  { name: 'reports', title: words.reports.title, for: 'moderate', show: ReportsScreen },
  { name: 'pages', title: words.pages.title, for: 'moderate', show: PagesScreen },
  { name: 'linkbacks', title: words.linkbacks.title, for: 'moderate', show: LinkbacksScreen },
  { name: 'blocks', title: words.blocks.title, for: 'moderate', show: BlocksScreen },
  { name: 'statistics', title: words.statistics.title, for: 'moderate', show: StatisticsScreen },
  { name: 'log', title: words.log.title, for: 'moderate', show: LogScreen },
  { name: 'failures', title: words.failures.title, for: 'moderate', show: FailuresScreen },
  { name: 'rules', title: words.rules.title, for: 'own', show: RulesScreen },
  { name: 'people', title: words.people.title, for: 'own', show: PeopleScreen },
  { name: 'webhooks', title: words.webhooks.title, for: 'own', show: WebhooksScreen },
  { name: 'privacy', title: words.person.title, for: 'own', show: PersonScreen },
  { name: 'settings', title: words.settings.title, for: 'own', show: SettingsScreen },
];
