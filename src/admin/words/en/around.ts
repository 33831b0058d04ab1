type Texts = Readonly<Record<string, string>>;

export const around = { more: 'Show more' };

export const reports = {
  title: 'Reports',
  empty: { title: 'No reports', hint: 'What readers report of a comment stands here until somebody has looked at it.' },
  count: { one: '{n} reader reported this', other: '{n} readers reported this' },
  keep: 'Keep it',
  kept: 'The comment stays, and the reports are answered.',
  acts: { pending: 'Hold', spam: 'Spam', trash: 'Trash' },
  decided: { pending: 'Comment held.', spam: 'Comment called spam.', trash: 'Comment moved to the trash.' },
};

export const pages = {
  title: 'Pages',
  search: 'Part of an address or a title',
  empty: { title: 'No pages yet', hint: 'A page is here once it has its first comment or linkback.' },
  notFound: { title: 'No page is found', hint: 'Try a shorter part of its address or title.' },
  open: 'Open',
  closed: 'Closed',
  close: 'Close thread',
  reopen: 'Open thread',
  asSettings: 'As the settings say',
  bySaid: 'as a moderator said',
  byAge: 'closed by age',
  bySettings: 'as the settings say',
  comments: { one: '{n} comment', other: '{n} comments' },
  done: {
    true: 'The thread of “{title}” is open.',
    false: 'The thread of “{title}” is closed.',
    null: 'The thread of “{title}” is as the settings say.',
  },
};

export const linkbacks = {
  title: 'Linkbacks',
  ways: 'Which linkbacks',
  way: { in: 'Received', out: 'Sent', test: 'Self-test' },
  nothingIn: {
    title: 'Nobody linked here yet',
    hint: 'Each webmention, pingback and trackback stands here, with what became of it.',
  },
  nothingOut: {
    title: 'Nothing was sent yet',
    hint: 'Name a page, and those it links to are told. A feed in the settings does so by itself.',
  },
  states: {
    waiting: 'Being verified',
    linked: 'Link found',
    unlinked: 'No link',
    gone: 'Link is gone',
    unreachable: 'Unreachable',
    closed: 'Thread closed',
  },
  checked: 'looked at',
  sentStates: { due: 'Under way', sent: 'Done', failed: 'Failed' },
  outcomes: { sent: 'Sent', already: 'Was known', 'no-endpoint': 'Takes none', refused: 'Refused', failed: 'Failed' },
  ordered: 'It is under way.',
  send: {
    what: 'Send for',
    kinds: { url: 'a page', feed: 'a feed', sitemap: 'a sitemap' },
    address: 'Address',
    submit: 'Send',
  },
  test: {
    hint: 'Looks at a page of this site as others do who want to send a linkback, and says what they find.',
    url: 'Address of a page',
    submit: 'Test',
    none: 'not advertised',
    clients: 'Who would find it',
    finds: 'finds it',
    misses: 'does not',
  },
};

export const failures = {
  title: 'Failures',
  hint: 'What the service tried again and again, and gave up on. Once the cause is gone, try it once more.',
  empty: { title: 'Nothing failed', hint: 'Everything that was to be done by itself was done, or is being tried.' },
  kinds: {
    'verify-linkback': 'Verifying a linkback',
    'send-linkbacks': 'Sending linkbacks',
    'watch-feeds': 'Reading the feeds',
    learn: 'Learning from a decision',
    relearn: 'Learning anew from an edited comment',
    recheck: 'Asking Akismet again',
    feedback: 'Telling Akismet',
    'merge-page': 'Merging a page',
    'clear-site': 'Removing a site',
    'expire-comments': 'Deleting old spam and trash',
    'shorten-addresses': 'Shortening addresses',
  } as Texts,
  facts: '{site}, tried {attempts} times',
  allSites: 'all sites',
  retry: 'Try again',
  retried: 'It is being tried again.',
};

export const log = {
  title: 'Log',
  empty: { title: 'No entries', hint: 'Whoever does something here is noted: decisions, edits, settings, people.' },
  fields: { who: 'Who', act: 'What', since: 'From', until: 'To' },
  any: 'Anything',
  filter: 'Filter',
  clear: 'Clear',
  exports: { csv: 'Export as CSV', jsonl: 'Export as JSON lines' },
  undo: 'Undo',
  undone: 'Taken back.',
  acts: {
    decide: 'decided',
    undo: 'took back',
    rejudge: 'judged anew',
    edit: 'edited',
    reply: 'replied',
    reports: 'answered reports',
    retry: 'tried again',
    'open-page': 'opened or closed a thread',
    settings: 'changed settings',
    site: 'changed a site',
    page: 'changed a page',
    people: 'changed people',
    token: 'changed tokens',
    linkback: 'took a linkback',
    account: 'changed the own account',
  } as Texts,
  details: { to: 'to', comment: 'comment', fields: 'fields', undoes: 'entry', comments: 'comments', kind: 'kind' } as Texts,
};

export const statistics = {
  title: 'Statistics',
  spans: 'How far back',
  span: { one: '{n} day', other: '{n} days' },
  none: '–',
  figures: {
    comments: 'Comments and linkbacks',
    spamShare: 'Spam among them',
    decided: 'Held and decided',
    median: 'Half of them within',
    p90: 'Nine in ten within',
    caught: 'Spam caught by itself',
    missed: 'Spam missed',
    mistakes: 'Good ones called spam',
  },
  filter: {
    learned: { one: 'The filter has learned from {n} decision.', other: 'The filter has learned from {n} decisions.' },
    corrected: 'In the last {days} days it called {mistakes} good ones spam, and missed {missed}.',
    noAkismet: 'Akismet is not asked: there is no key.',
    withAkismet: 'Akismet is asked: {when}.',
  },
  byDay: 'By day',
  day: 'Day',
  nothing: 'Nothing came in this time.',
  chart: '{n} comments and linkbacks in {days} days, by what became of them. The table below has each day.',
  table: 'The same as a table',
  atMost: 'at most {n} a day',
};
