/** A text that depends on a number, by the categories of `Intl.PluralRules`. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Everything a reader may be told, in one language. `{name}` and the like are placeholders; `{n}` in a plural is its number. */
export interface Words {
  readonly dir: 'ltr' | 'rtl';

  // The thread
  readonly comments: string;
  readonly count: Plural;
  readonly none: string;
  readonly closed: string;
  readonly pingback: string;
  readonly webmention: string;
  readonly trackback: string;
  readonly removed: string;
  readonly moderator: string;
  readonly edited: string;
  readonly older: string;
  readonly newer: string;
  readonly moreReplies: Plural;
  readonly oldestFirst: string;
  readonly newestFirst: string;
  readonly loading: string;
  readonly notLoaded: string;
  readonly tryAgain: string;
  readonly live: string;
  readonly newComments: Plural;

  // The form
  readonly reply: string;
  readonly replyTo: string;
  readonly leaveReply: string;
  readonly leaveReplyTo: string;
  readonly cancelReply: string;
  readonly emailPrivate: string;
  readonly requiredMarked: string;
  readonly comment: string;
  readonly name: string;
  readonly email: string;
  readonly website: string;
  readonly saveMe: string;
  readonly tellMe: string;
  readonly post: string;
  readonly preview: string;
  readonly draftKept: string;
  readonly discard: string;
  readonly leaveEmpty: string;
  readonly policy: string;
  readonly privacy: string;
  readonly privacyShown: string;
  readonly privacyAddress: Plural;
  readonly privacySpam: Plural;
  readonly privacyTrash: Plural;
  readonly privacyAkismet: string;

  // One's own comment
  readonly awaiting: string;
  readonly posted: string;
  readonly edit: string;
  readonly delete: string;
  readonly minutesLeft: Plural;
  readonly saveChanges: string;
  readonly cancel: string;
  readonly deleteSure: string;
  readonly changed: string;
  readonly deleted: string;

  // Reports
  readonly report: string;
  readonly reportOf: string;
  readonly reportWhy: string;
  readonly reportSpam: string;
  readonly reportAbuse: string;
  readonly reportOther: string;
  readonly reportSend: string;
  readonly reported: string;

  // What goes wrong
  readonly correct: string;
  readonly offline: string;
  readonly unreachable: string;
  readonly failed: string;
  readonly secondsLeft: Plural;
  readonly tooQuick: string;
  readonly tooMany: string;
  readonly duplicate: string;
  readonly parentGone: string;
  readonly commentGone: string;
  readonly windowOver: string;
  readonly stale: string;
  readonly notHere: string;
  readonly textMissing: string;
  readonly textLong: string;
  readonly nameMissing: string;
  readonly nameLong: Plural;
  readonly emailMissing: string;
  readonly emailWrong: string;
  readonly emailLong: Plural;
  readonly websiteWrong: string;
  readonly websiteLong: Plural;
  readonly notText: string;

  // The page without JavaScript
  readonly commentsOn: string;
  readonly commentPages: string;
  readonly feed: string;
  readonly notPosted: string;
  readonly backToPage: string;
}

/** What the widget never says, so that its readers need not load it. */
export const onPagesOnly = [
  'leaveEmpty',
  'commentsOn',
  'commentPages',
  'feed',
  'notPosted',
  'backToPage',
] as const satisfies readonly (keyof Words)[];
