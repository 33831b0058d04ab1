import { blockAdd, blockLift, blockList } from './block.ts';
import type { Command } from './command.ts';
import { doctor } from './doctor.ts';
import { filterJudge, filterLearn, filterTry } from './filter.ts';
import { filterList, filterReport } from './filter-owner.ts';
import { discover, send } from './linkbacks.ts';
import { mailList, mailRetry, mailShow } from './mail.ts';
import { moderatorList, moderatorRemove, moderatorReset, moderatorSet, sessionEnd, sessionList } from './moderator.ts';
import { pageList, pageMerge, pageMove } from './page.ts';
import { moderatorAdd, tokenCreate, tokenList, tokenRevoke } from './people.ts';
import { erase, personExport } from './privacy.ts';
import { siteAdd, siteList, siteRemove, siteSet } from './site.ts';
import { webhookAdd, webhookDeliveries, webhookList, webhookRemove, webhookSecret, webhookSet, webhookTest } from './webhook.ts';

/** Every command by its name. `serve` stands beside them: it is the service itself. */
export const commands: Readonly<Record<string, Command>> = {
  'site add': siteAdd,
  'site list': siteList,
  'site set': siteSet,
  'site remove': siteRemove,
  'page list': pageList,
  'page move': pageMove,
  'page merge': pageMerge,
  'moderator add': moderatorAdd,
  'moderator list': moderatorList,
  'moderator set': moderatorSet,
  'moderator reset': moderatorReset,
  'moderator remove': moderatorRemove,
  'session list': sessionList,
  'session end': sessionEnd,
  'mail list': mailList,
  'mail show': mailShow,
  'mail retry': mailRetry,
  'token create': tokenCreate,
  'token list': tokenList,
  'token revoke': tokenRevoke,
  'block add': blockAdd,
  'block list': blockList,
  'block lift': blockLift,
  'export-person': personExport,
  erase,
  discover,
  send,
  'filter learn': filterLearn,
  'filter judge': filterJudge,
  'filter try': filterTry,
  'filter report': filterReport,
  'filter list': filterList,
  'webhook add': webhookAdd,
  'webhook list': webhookList,
  'webhook set': webhookSet,
  'webhook secret': webhookSecret,
  'webhook test': webhookTest,
  'webhook deliveries': webhookDeliveries,
  'webhook remove': webhookRemove,
  doctor,
};
