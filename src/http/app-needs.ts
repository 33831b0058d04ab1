import type { AuthorRouteNeeds } from '../article-authors/routes.ts';
import type { BlockRouteNeeds } from '../blocks/routes.ts';
import type { ReadingNeeds } from '../comments/reading.ts';
import type { WritingNeeds } from '../comments/routes.ts';
import type { Config } from '../config.ts';
import type { FeedNeeds } from '../feeds/routes.ts';
import type { LinkbackNeeds } from '../linkbacks/moderator-routes.ts';
import type { DoorNeeds } from '../linkbacks/routes.ts';
import type { EventsNeeds } from '../live/routes.ts';
import type { QueueEventsNeeds } from '../moderation/queue-events-routes.ts';
import type { ModerationNeeds } from '../moderation/routes.ts';
import type { NoticeRouteNeeds } from '../moderators/notice-routes.ts';
import type { PeopleRouteNeeds } from '../moderators/people-routes.ts';
import type { ResetRouteNeeds } from '../moderators/reset-routes.ts';
import type { SetUpRouteNeeds } from '../moderators/routes.ts';
import type { SignInRouteNeeds } from '../moderators/session-routes.ts';
import type { TokenNeeds } from '../moderators/token-routes.ts';
import type { LinkRouteNeeds } from '../notifications/link-routes.ts';
import type { MailRouteNeeds } from '../notifications/mail-routes.ts';
import type { Log } from '../operating/log.ts';
import type { Metrics } from '../operating/metrics.ts';
import type { ReadyNeeds } from '../operating/routes.ts';
import type { PrivacyNeeds } from '../privacy/routes.ts';
import type { ReaderNeeds } from '../reader/routes.ts';
import type { SettingsNeeds } from '../sites/routes.ts';
import type { SiteBook } from '../sites/site-book.ts';
import type { Store } from '../storage/store.ts';
import type { SubscriptionRouteNeeds } from '../subscriptions/routes.ts';
import type { WebhookRouteNeeds } from '../webhooks/routes.ts';

/** What all doors together need. The service is one of these. */
export type AppNeeds = WritingNeeds &
  ReadingNeeds &
  ReaderNeeds &
  FeedNeeds &
  EventsNeeds &
  DoorNeeds &
  LinkbackNeeds &
  ModerationNeeds &
  QueueEventsNeeds &
  TokenNeeds &
  SettingsNeeds &
  SetUpRouteNeeds &
  SignInRouteNeeds &
  PeopleRouteNeeds &
  WebhookRouteNeeds &
  SubscriptionRouteNeeds &
  AuthorRouteNeeds &
  BlockRouteNeeds &
  PrivacyNeeds &
  ResetRouteNeeds &
  NoticeRouteNeeds &
  LinkRouteNeeds &
  MailRouteNeeds &
  ReadyNeeds & {
    readonly config: Config;
    readonly metricsToken: string | null;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly store: Store;
    readonly sites: SiteBook;
  };
