import { editsOfComments } from './edits-schema.ts';
import { formerWords } from './former-schema.ts';
import { ledgers, ledgersByGroup } from './ledger-schema.ts';
import { sitesOfEntries } from './log-schema.ts';
import { mailsInLedger } from './mail-schema.ts';
import { authorsOfPages } from './page-author-schema.ts';
import { privacy } from './privacy-schema.ts';
import { searchByQueue } from './queue-search-schema.ts';
import { reportedComments } from './reported-schema.ts';
import { searchForAnyTerm } from './search-schema.ts';
import { sessionsOfPeople } from './session-schema.ts';
import { subscriptionsOfReaders } from './subscription-schema.ts';

/** The schema, one step a version. A step that has been released is never changed: a later one follows it. */
export const steps: readonly string[] = [
  `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE sites (
    id TEXT PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, hosts TEXT NOT NULL, settings TEXT NOT NULL,
    version INTEGER NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX sites_changed ON sites (changed_at);
  CREATE TABLE tallies (site_id TEXT NOT NULL, status TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (site_id, status)) STRICT, WITHOUT ROWID;

  CREATE TABLE pages (
    id TEXT PRIMARY KEY, site_id TEXT NOT NULL, url TEXT NOT NULL, title TEXT, title_from TEXT, date INTEGER, first_at INTEGER,
    open INTEGER, aged INTEGER NOT NULL, count INTEGER NOT NULL, version INTEGER NOT NULL, merged_into TEXT, changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX pages_of_site ON pages (site_id, id);
  CREATE INDEX pages_by_age ON pages (site_id, aged, coalesce(date, first_at));
  CREATE INDEX pages_changed ON pages (changed_at);
  CREATE TABLE page_keys (site_id TEXT NOT NULL, key TEXT NOT NULL, page_id TEXT NOT NULL, PRIMARY KEY (site_id, key)) STRICT, WITHOUT ROWID;
  CREATE INDEX page_keys_of_page ON page_keys (page_id);

  CREATE TABLE comments (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, site_id TEXT NOT NULL, page_id TEXT NOT NULL, type TEXT NOT NULL,
    parent TEXT, root TEXT, lineage TEXT NOT NULL,
    status TEXT NOT NULL, status_at INTEGER NOT NULL, shown INTEGER NOT NULL, children INTEGER NOT NULL DEFAULT 0,
    below INTEGER NOT NULL DEFAULT 0, reports INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL, email TEXT, email_key TEXT, website TEXT, moderator INTEGER NOT NULL,
    text TEXT NOT NULL, text_hash TEXT NOT NULL, format TEXT NOT NULL, html TEXT NOT NULL, renderer INTEGER NOT NULL,
    source TEXT, title_hint TEXT, created_at INTEGER NOT NULL, edited_at INTEGER, changed_at INTEGER NOT NULL, version INTEGER NOT NULL,
    address TEXT, address_short INTEGER NOT NULL DEFAULT 0, user_agent TEXT, verdict TEXT NOT NULL, edit_epoch INTEGER NOT NULL,
    idem_key TEXT, idem_digest TEXT, terms TEXT NOT NULL
  ) STRICT;
  CREATE INDEX thread_tops ON comments (page_id, created_at, id) WHERE shown = 1 AND parent IS NULL;
  CREATE INDEX thread_all ON comments (page_id, created_at, id) WHERE shown = 1;
  CREATE INDEX thread_replies ON comments (root, created_at, id) WHERE shown = 1 AND root IS NOT NULL;
  CREATE INDEX recent ON comments (site_id, created_at, id) WHERE status = 'approved';
  CREATE INDEX queue ON comments (site_id, status, created_at, id);
  CREATE INDEX queue_by_type ON comments (site_id, status, type, created_at, id);
  CREATE INDEX replies_to ON comments (parent) WHERE parent IS NOT NULL;
  CREATE INDEX said ON comments (page_id, text_hash);
  CREATE INDEX known_authors ON comments (site_id, email_key, name) WHERE status = 'approved' AND email_key IS NOT NULL;
  CREATE INDEX by_address ON comments (site_id, address, created_at) WHERE address IS NOT NULL;
  CREATE INDEX by_email ON comments (site_id, email_key, created_at) WHERE email_key IS NOT NULL;
  CREATE UNIQUE INDEX idempotency ON comments (site_id, idem_key) WHERE idem_key IS NOT NULL;
  CREATE INDEX expiring ON comments (site_id, status, status_at) WHERE status IN ('spam', 'trash');
  CREATE INDEX whole_addresses ON comments (site_id, created_at) WHERE address IS NOT NULL AND address_short = 0;
  CREATE INDEX deleted ON comments (status_at) WHERE status = 'deleted';
  CREATE INDEX comments_changed ON comments (changed_at);
  CREATE TABLE gone (id TEXT PRIMARY KEY, site_id TEXT NOT NULL, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5 (terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '!#$%&*+,-./:;<=>?@^_|~'");
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

  CREATE TABLE log (
    id TEXT PRIMARY KEY, site_id TEXT, at INTEGER NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, note TEXT, detail TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX log_of_site ON log (site_id, id);
  CREATE TABLE log_items (
    entry_id TEXT NOT NULL, comment_id TEXT NOT NULL, from_status TEXT NOT NULL, to_status TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (entry_id, comment_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX log_items_of_comment ON log_items (comment_id, entry_id);
  CREATE TABLE reports (
    comment_id TEXT NOT NULL, reporter TEXT NOT NULL, reason TEXT NOT NULL, text TEXT, at INTEGER NOT NULL, PRIMARY KEY (comment_id, reporter)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE people (
    id TEXT PRIMARY KEY, email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, name TEXT, role TEXT NOT NULL, sites TEXT NOT NULL,
    password TEXT, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE tokens (
    id TEXT PRIMARY KEY, site_id TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE jobs (
    id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subject_id TEXT NOT NULL, run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, leased_until INTEGER, last_error TEXT, failed_at INTEGER
  ) STRICT;
  CREATE INDEX jobs_due ON jobs (run_at) WHERE failed_at IS NULL;
  CREATE INDEX jobs_failed ON jobs (failed_at) WHERE failed_at IS NOT NULL;

  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, kind TEXT NOT NULL, site_id TEXT NOT NULL, page_id TEXT, comment_id TEXT
  ) STRICT;
  `,
  searchForAnyTerm,
  ledgers,
  `
  CREATE TABLE lessons (
    site_id TEXT NOT NULL, id TEXT NOT NULL, is_spam INTEGER NOT NULL, taught_at TEXT NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (site_id, id)
  ) STRICT;
  CREATE INDEX lessons_by_label ON lessons (site_id, is_spam, taught_at);
  CREATE INDEX lessons_newest ON lessons (site_id, taught_at);
  `,
  sessionsOfPeople,
  mailsInLedger,
  ledgersByGroup,
  privacy,
  reportedComments,
  subscriptionsOfReaders,
  searchByQueue,
  authorsOfPages,
  formerWords,
  sitesOfEntries,
  editsOfComments,
];
