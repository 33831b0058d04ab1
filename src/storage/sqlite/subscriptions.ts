import type { Scope, Subscription, SubscriptionState } from '../../subscriptions/subscription.ts';
import { emailKeyOf } from '../compared.ts';
import type { Addressee, Subscriptions } from '../subscriptions.ts';
import { guarded, type Row, type Sqlite } from './database.ts';

export function createSubscriptions(database: Sqlite): Subscriptions {
  const first = (where: string, value: string): Subscription | null => {
    const row = database.get(`SELECT * FROM subscriptions WHERE ${where} = ?`, value);
    return row ? subscriptionOf(row) : null;
  };
  return guarded<Subscriptions>({
    add: (subscription) => database.write(() => first('comment_id', subscription.commentId) ?? insert(database, subscription)),
    byId: (id) => first('id', id),
    byComment: (commentId) => first('comment_id', commentId),
    change: ({ id, scope, state, changedAt, version }) => {
      const sql = 'UPDATE subscriptions SET scope = ?, state = ?, changed_at = ?, version = ? WHERE id = ? AND version = ?';
      return database.write(() => database.run(sql, scope, state, changedAt, version, id, version - 1) > 0);
    },
    ofThread: (pageId, after, limit) => {
      const sql =
        "SELECT * FROM subscriptions WHERE page_id = ? AND scope = 'thread' AND state = 'active' AND id > ? ORDER BY id LIMIT ?";
      return database.all(sql, pageId, after ?? '', limit).map(subscriptionOf);
    },
    ofAddress: (of, limit) => {
      const { where, values } = at(of);
      return database
        .all(`SELECT * FROM subscriptions WHERE ${where} ORDER BY id DESC LIMIT ?`, ...values, limit)
        .map(subscriptionOf);
    },
    remove: (id) => void database.write(() => database.run('DELETE FROM subscriptions WHERE id = ?', id), { frees: true }),
    forget: (of, limit) => {
      const { where, values } = at(of);
      const sql = `DELETE FROM subscriptions WHERE id IN (SELECT id FROM subscriptions WHERE ${where} LIMIT ?)`;
      return database.write(() => database.run(sql, ...values, limit), { frees: true });
    },
    trim: ({ states, before }, limit) => {
      const sql = `DELETE FROM subscriptions WHERE id IN
        (SELECT id FROM subscriptions WHERE state IN (SELECT value FROM json_each(?)) AND changed_at < ? LIMIT ?)`;
      return database.write(() => database.run(sql, JSON.stringify(states), before, limit), { frees: true });
    },
  });
}

function at({ email, sites }: Addressee): { readonly where: string; readonly values: readonly string[] } {
  const key = emailKeyOf(email) ?? '';
  if (sites === null) return { where: 'email_key = ?', values: [key] };
  return { where: 'email_key = ? AND site_id IN (SELECT value FROM json_each(?))', values: [key, JSON.stringify(sites)] };
}

function insert(database: Sqlite, subscription: Subscription): Subscription {
  const { id, siteId, pageId, commentId, email, scope, state, createdAt, changedAt, version } = subscription;
  database.run(
    `INSERT INTO subscriptions (id, site_id, page_id, comment_id, email, email_key, scope, state, created_at, changed_at, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, siteId, pageId, commentId, email, emailKeyOf(email), scope, state, createdAt, changedAt, version],
  );
  return subscription;
}

function subscriptionOf(row: Row): Subscription {
  return {
    id: String(row['id']),
    siteId: String(row['site_id']),
    pageId: String(row['page_id']),
    commentId: String(row['comment_id']),
    email: String(row['email']),
    scope: String(row['scope']) as Scope,
    state: String(row['state']) as SubscriptionState,
    createdAt: Number(row['created_at']),
    changedAt: Number(row['changed_at']),
    version: Number(row['version']),
  };
}
