import type { Settings } from '../wire/settings.ts';

/** One thing that is kept, for whom, and until when; sentences for a reader. */
export interface Kept {
  readonly what: string;
  readonly until: string;
}

const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`);

/** What a site keeps how long, by the settings in force. */
export function retentionOf(
  { ipDays, spamDays, trashDays, editMinutes, akismet }: Settings,
  hasAkismetKey: boolean,
): readonly Kept[] {
  return [
    ...ofComments({ spamDays, trashDays, ipDays }),
    ...ofReaders(editMinutes),
    ...ofLinks,
    ...ofModerators,
    ...ofTheService,
    ...(hasAkismetKey && akismet !== 'off' ? [akismetAsked] : []),
  ];
}

function ofComments({ spamDays, trashDays, ipDays }: Pick<Settings, 'spamDays' | 'trashDays' | 'ipDays'>): readonly Kept[] {
  return [
    {
      what: 'A comment with its author’s name and website, shown to everybody',
      until: 'as long as it stands: until its author, a moderator or an erasure removes it',
    },
    { what: 'Its author’s email address, shown to moderators only', until: 'as long as the comment' },
    {
      what: 'The IP address it came from',
      until: `${ipDays === 0 ? 'shortened within a quarter of an hour' : `whole for ${days(ipDays)}, then shortened`} to its first three parts (/24; /48 of IPv6), as long as the comment`,
    },
    { what: 'The name of the browser it came from', until: 'as long as the comment' },
    { what: 'Why it was published, held or called spam', until: 'as long as the comment' },
    { what: 'The key by which the program that sent it may send it again', until: 'as long as the comment' },
    { what: 'A comment called spam', until: `${days(spamDays)}, then deleted` },
    { what: 'A comment that a moderator removed', until: `${days(trashDays)}, then deleted` },
    { what: 'What a comment said before a moderator’s latest edit, so that it can be undone', until: days(trashDays) },
    {
      what: 'What was deleted',
      until:
        'out of every answer at once, out of the database’s file, index and logs within the hour, or with MongoDB when its oplog rolls over',
    },
  ];
}

function ofReaders(editMinutes: number): readonly Kept[] {
  const minutes = editMinutes === 1 ? '1 minute' : `${editMinutes} minutes`;
  return [
    {
      what: 'In the reader’s browser: name, email address and website, where “Save my name” is ticked, and drafts; the right to change a comment',
      until: `until the reader clears them; a comment may be changed for ${minutes}`,
    },
    { what: 'Cookies', until: 'none for readers' },
    {
      what: 'A reader’s report of a comment: its reason and words, and a keyed code of the IP address',
      until: 'as long as the comment',
    },
    {
      what: 'The wish to hear of replies by mail, with the email address it was made with',
      until: 'as long as the comment it was made with; 30 days where nobody confirmed it, 7 days after leaving',
    },
    { what: 'Which mails went to an address, under a keyed code of it, and what became of them', until: '30 days' },
    { what: 'Counters against floods and fast readers, by IP address', until: 'a minute, then deleted within half an hour' },
    {
      what: 'Counters under a keyed code of an email address, so that nobody is flooded with mail or guesses',
      until:
        'a day for a mail that asks to confirm, an hour for a forgotten password, 15 minutes for tries to sign in; then deleted within half an hour',
    },
  ];
}

const ofLinks: readonly Kept[] = [
  {
    what: 'A linkback: the page that links here, with its title and the words around the link',
    until: 'as long as it stands; the sender’s address as that of a comment',
  },
  {
    what: 'A linkback that came to nothing: which page it named; the IP address and program it came from until it was looked at',
    until: '30 days',
  },
  { what: 'Which links of this site’s own pages were told of where, and what was answered', until: 'as long as the site' },
];

const ofModerators: readonly Kept[] = [
  {
    what: 'The name and email address of an article’s author, whom a moderator, the site’s feed or an import names; shown to moderators only',
    until: 'until a moderator takes it out, the feed names another, or an erasure',
  },
  {
    what: 'An author’s wish to get no mail about an article or a site, under a keyed code of the email address',
    until: 'as long as the site, so that nobody writes to them again',
  },
  {
    what: 'A moderator’s account: name, email address, a hash of the password, what else they sign in with, and which mails they want',
    until: 'until it is removed',
  },
  {
    what: 'A moderator’s session: the first three parts of the IP address, and the name of the browser',
    until: '7 days without use, 30 days at most',
  },
  { what: 'A token for programs that moderate: its name and a hash', until: 'until it is revoked' },
  {
    what: 'The log of moderators’ decisions: who decided what and when; it names no commenter',
    until: 'as long as the site; who was invited or removed for good',
  },
  { what: 'A block on an author, email address, IP address or domain', until: 'until its end, or until it is lifted' },
  {
    what: 'What the spam filter learned: numbers made of words, of the newest 4,000 decisions; no text',
    until: 'until newer ones take their place, or their comment is deleted by its author, a moderator or an erasure',
  },
  {
    what: 'The receipt of an erasure, without the email address',
    until: '90 days; a line of the log that names nobody for good',
  },
];

const ofTheService: readonly Kept[] = [
  {
    what: 'A page with comments: its address and title, when it was published, and its numbers of comments',
    until: 'as long as the site',
  },
  { what: 'How many comments came on a day, as numbers alone', until: '400 days' },
  {
    what: 'The site’s settings, with its lists of words, and the webhooks its owner set up',
    until: 'as long as the site, or until changed',
  },
  { what: 'What webhooks were told: ids of comments, and what the receiver answered', until: '7 days; 30 days where it failed' },
  { what: 'Work still to be done, by ids', until: 'until it is done; what failed, until somebody tries it again' },
  { what: 'What changed when, by ids, for pages that show it at once', until: 'a day' },
  { what: 'The ids of comments that are gone', until: 'as long as the site' },
  {
    what: 'With MongoDB, hashes of the email and IP address of a comment that was just being stored when the service died',
    until: 'a day',
  },
];

const akismetAsked: Kept = {
  what: 'Sent to Akismet to recognise spam: all of a comment, its IP address and the name of the browser',
  until: 'Akismet keeps it by its own rules',
};
