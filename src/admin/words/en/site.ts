type Texts = Readonly<Record<string, string>>;
interface Field {
  readonly label: string;
  readonly hint: string;
}

export const rules = {
  title: 'Rules',
  dryRun: 'Try on the last 200',
  triedTitle: 'What these rules would have done',
  tried: {
    one: '{n} of the last {looked} would be judged otherwise.',
    other: '{n} of the last {looked} would be judged otherwise.',
  },
  unchanged: { one: 'The last one would be judged as it was.', other: 'All of the last {n} would be judged as they were.' },
  author: 'Author',
  columns: { text: 'Text', change: 'Change', why: 'Why' },
  outcomes: { approve: 'approved', hold: 'held', spam: 'spam' },
};

export const settings = {
  title: 'Settings',
  save: 'Save',
  saved: 'Saved, and in force.',
  nothingChanged: 'Nothing was changed.',
  groups: { site: 'Site', threads: 'Threads', linkbacks: 'Linkbacks', keeping: 'How long things are kept' },
  choices: {
    always: 'Always',
    unsure: 'Where we are unsure',
    off: 'Never',
    all: 'Of every comment',
    held: 'Of what waits',
    oldest: 'Oldest first',
    newest: 'Newest first',
  } as Texts,
  fields: {
    name: { label: 'Name', hint: 'Stands on replies of moderators who gave no name of their own.' },
    hosts: { label: 'Hosts', hint: 'Their pages may have threads. One a line; with a port only that one.' },
    locale: { label: 'Language', hint: 'A tag such as en or pt-BR: what readers are told in.' },
    commentPolicy: { label: 'What you ask of commenters', hint: 'Stands beside the form. Empty: nothing does.' },
    notifyAuthors: {
      label: 'Authors of articles get mail',
      hint: 'Whom a moderator names for a page, or the feed to watch with an email address.',
    },
    notifyModerators: { label: 'Moderators get mail', hint: 'Each moderator chooses how often.' },
    open: { label: 'Threads take new comments', hint: 'A page may say otherwise.' },
    closeAfterDays: { label: 'Close threads after days', hint: 'Counted from the page’s date. Empty: never.' },
    requireNameAndEmail: { label: 'Name and email are required', hint: 'The email is never shown.' },
    maxDepth: { label: 'Depth of replies', hint: 'Deeper ones stand at this level.' },
    order: { label: 'Order', hint: 'Of what stands at the top level.' },
    perPage: { label: 'Comments on a page', hint: 'At the top level.' },
    editMinutes: { label: 'Minutes for edits', hint: 'How long authors may edit or delete their own. 0: not at all.' },
    pageQuery: {
      label: 'Parts of an address that tell pages apart',
      hint: 'Query parameters, one a line. Empty: all but those of tracking.',
    },
    sMaxAge: {
      label: 'Seconds in shared caches',
      hint: 'How long a CDN may keep a thread without asking. 0: it asks each time.',
    },
    pingbacks: { label: 'Take pingbacks', hint: '' },
    webmentions: { label: 'Take webmentions', hint: '' },
    trackbacks: { label: 'Take trackbacks', hint: '' },
    watchFeed: {
      label: 'Feed to watch',
      hint: 'The pages it names have their links told of, and their authors named with an email address hear of comments. Empty: none.',
    },
    spamDays: { label: 'Days for spam', hint: 'Then it is deleted.' },
    trashDays: { label: 'Days for the trash', hint: 'Then it is deleted.' },
    ipDays: { label: 'Days for whole addresses', hint: 'Then only their neighbourhood is kept.' },
    holdEverything: { label: 'Hold everything', hint: 'Every comment waits for a moderator.' },
    holdUnknownAuthors: {
      label: 'Hold new authors',
      hint: 'Until one of the same name and email is approved. Linkbacks wait too.',
    },
    holdAtLinks: { label: 'Hold at so many links', hint: 'This number and above.' },
    heldWords: { label: 'Words that hold', hint: 'One a line; anywhere in name, email, website, text, address or browser.' },
    blockedWords: { label: 'Words that are spam', hint: 'The same, and nobody is asked.' },
    floodSeconds: { label: 'Seconds between comments', hint: 'Of one address or email. 0 is off.' },
    holdAt: { label: 'Hold from this score on', hint: '0 is surely good, 1 surely spam.' },
    spamAt: { label: 'Spam from this score on', hint: 'The lower, the more is blocked unseen.' },
    akismet: { label: 'Ask Akismet', hint: 'Needs a key. It is told text, name, email and address.' },
    proofOfWork: {
      label: 'Let work release',
      hint: 'A second of work by the author’s browser releases what only its words hold.',
    },
    trustKnownSources: {
      label: 'Trust known sources',
      hint: 'A linkback from a host with an approved one is taken like a known author.',
    },
  } as Readonly<Record<string, Field>>,
};

export const people = {
  title: 'People and tokens',
  roles: { operator: 'Operator', owner: 'Owner', moderator: 'Moderator' },
  role: 'Role',
  roleOf: 'Role of {name}',
  notSetUp: 'Not set up yet',
  changed: 'The role is changed, from the next click on.',
  remove: 'Remove',
  removed: 'Removed.',
  removeTitle: 'Remove {name}?',
  removeText: 'They can no longer moderate this site. What they did stays in the log.',
  invite: 'Invite somebody',
  email: 'Email',
  name: 'Name that readers see (if any)',
  inviteSubmit: 'Invite',
  setupUrl: 'Link for setting up',
  setupHint: 'Give it to them: it works once, and lets them choose a password.',
  copy: 'Copy',
  copied: 'Copied.',
  tokens: 'Tokens',
  tokensHint: 'For programs, as a bearer. An owner’s may do whatever an owner may, so give the least that does.',
  tokenName: 'What it is for',
  makeToken: 'Make a token',
  newToken: 'The new token',
  newTokenHint: 'It is shown this once. Whoever has it acts in its role.',
  revoke: 'Revoke',
  revokeOf: 'Revoke {name}',
  revoked: 'Revoked.',
  revokeTitle: 'Revoke {name}?',
  revokeText: 'Programs that use it are refused from now on.',
};
