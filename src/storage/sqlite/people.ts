import type { Person, Token } from '../../moderators/person.ts';
import type { Also } from '../also.ts';
import { emailKeyOf } from '../compared.ts';
import type { People } from '../people.ts';
import { guarded, type Row, type Sqlite, storeAlso } from './database.ts';

export function createPeople(database: Sqlite): People {
  const first = (where: string, value: string) => {
    const row = database.get(`SELECT * FROM people WHERE ${where}`, value);
    return row ? personOf(row) : null;
  };
  const hasOperator = () => database.get("SELECT 1 FROM people WHERE role = 'operator' LIMIT 1") !== undefined;
  return guarded<People>({
    all: () => database.all('SELECT * FROM people ORDER BY id').map(personOf),
    byId: (id) => first('id = ?', id),
    byEmail: (email) => first('email_key = ?', emailKeyOf(email) ?? ''),
    hasOperator,
    add: (person, also) => database.write(() => (insert(database, person, also) ? 'added' : 'email-taken')),
    addFirst: (person, also) =>
      database.write(() => (!hasOperator() && insert(database, person, also) ? 'added' : 'already-set-up')),
    setFirstPassword: (id, password, also) => {
      const sql = 'UPDATE people SET password = ?, version = version + 1, changed_at = ? WHERE id = ? AND password IS NULL';
      return ifChanged(database, also, () => database.run(sql, password, database.now(), id));
    },
    change: (person, also) => (ifChanged(database, also, () => replace(database, person)) ? 'changed' : 'stale'),
    remove: (id, also) => ifChanged(database, also, () => removeWithSessions(database, id)),
    addToken: ({ id, siteId, role, name, hash, createdAt }, also) => {
      const sql = 'INSERT INTO tokens (id, site_id, role, name, hash, created_at) VALUES (?, ?, ?, ?, ?, ?)';
      ifChanged(database, also, () => database.run(sql, id, siteId, role, name, hash, createdAt));
    },
    tokens: () => database.all('SELECT * FROM tokens ORDER BY id').map(tokenOf),
    tokenByHash: (hash) => {
      const row = database.get('SELECT * FROM tokens WHERE hash = ?', hash);
      return row ? tokenOf(row) : null;
    },
    revokeToken: (id, also) => ifChanged(database, also, () => database.run('DELETE FROM tokens WHERE id = ?', id)),
  });
}

/** What belongs to a write is stored only when the write changed something. */
function ifChanged(database: Sqlite, also: Also, act: () => number): boolean {
  return database.write(() => {
    const isChanged = act() > 0;
    if (isChanged) storeAlso(database, also);
    return isChanged;
  });
}

function insert(database: Sqlite, person: Person, also: Also): boolean {
  const { id, email, createdAt } = person;
  const sql = `INSERT INTO people (name, role, sites, password, second_factors, notices, epoch, version, changed_at, id, email, email_key, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const isNew = database.run(sql, ...changeable(database, person), id, email, emailKeyOf(email), createdAt) > 0;
  if (isNew) storeAlso(database, also);
  return isNew;
}

function replace(database: Sqlite, person: Person): number {
  const sql = `UPDATE people SET name = ?, role = ?, sites = ?, password = ?, second_factors = ?, notices = ?, epoch = ?, version = ?, changed_at = ?
    WHERE id = ? AND version = ?`;
  return database.run(sql, ...changeable(database, person), person.id, person.version - 1);
}

function changeable(database: Sqlite, { name, role, sites, password, secondFactors, notices, epoch, version }: Person) {
  const texts = [JSON.stringify(sites), password, JSON.stringify(secondFactors), JSON.stringify(notices)] as const;
  return [name, role, ...texts, epoch, version, database.now()] as const;
}

function removeWithSessions(database: Sqlite, id: string): number {
  database.run('DELETE FROM sessions WHERE person_id = ?', id);
  return database.run('DELETE FROM people WHERE id = ?', id);
}

function personOf(row: Row): Person {
  return {
    id: String(row['id']),
    email: String(row['email']),
    name: row['name'] === null ? null : String(row['name']),
    role: String(row['role']) as Person['role'],
    sites: JSON.parse(String(row['sites'])) as string[],
    password: row['password'] === null ? null : String(row['password']),
    secondFactors: JSON.parse(String(row['second_factors'])) as Person['secondFactors'],
    notices: JSON.parse(String(row['notices'])) as Person['notices'],
    epoch: Number(row['epoch']),
    version: Number(row['version']),
    createdAt: Number(row['created_at']),
  };
}

function tokenOf(row: Row): Token {
  return {
    id: String(row['id']),
    siteId: String(row['site_id']),
    role: String(row['role']) as Token['role'],
    name: String(row['name']),
    hash: String(row['hash']),
    createdAt: Number(row['created_at']),
  };
}
