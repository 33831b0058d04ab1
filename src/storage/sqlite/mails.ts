import type { Mail, MailState } from '../../notifications/mail.ts';
import type { MailQuery, Mails } from '../mails.ts';
import { guarded, type Row, type Sqlite } from './database.ts';
import { createLedger } from './ledger.ts';

export function createMails(database: Sqlite): Mails {
  const { byId, byKey, add, change, trim } = createLedger<Mail>(database, 'mails');
  return {
    ...{ byId, byKey, add, change, trim },
    ...guarded<Pick<Mails, 'find' | 'lastStates' | 'forget'>>({
      find: (query) => find(database, query),
      lastStates: (group, of, limit) => {
        const sql = `SELECT state FROM ledger WHERE ledger = 'mails' AND group_key = ? AND group_key <> ''
          AND state IN (SELECT value FROM json_each(?)) ORDER BY changed_at DESC, id DESC LIMIT ?`;
        return database.all(sql, group, JSON.stringify(of), limit).map((row) => String(row['state']) as MailState);
      },
      forget: (group, limit) => {
        const sql = `DELETE FROM ledger WHERE id IN
          (SELECT id FROM ledger WHERE ledger = 'mails' AND group_key = ? AND group_key <> '' LIMIT ?)`;
        return database.write(() => database.run(sql, group, limit), { frees: true });
      },
    }),
  };
}

function find(database: Sqlite, { sites, states, before, limit }: MailQuery): Mail[] {
  const narrowing = [
    ...among('site_id', sites),
    ...among('state', states),
    ...(before === null ? [] : [{ where: ' AND id < ?', value: before }]),
  ];
  const where = narrowing.map((one) => one.where).join('');
  const sql = `SELECT entry FROM ledger WHERE ledger = 'mails'${where} ORDER BY id DESC LIMIT ?`;
  return database.all(sql, ...narrowing.map(({ value }) => value), limit).map(mailOf);
}

function among(column: string, values: readonly string[] | null): { readonly where: string; readonly value: string }[] {
  return values === null ? [] : [{ where: ` AND ${column} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(values) }];
}

const mailOf = (row: Row): Mail => JSON.parse(String(row['entry'])) as Mail;
