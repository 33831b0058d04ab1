/** What mails to readers say, and the pages behind their links, in one language. No part of the widget. */
export interface SubscriptionWords {
  readonly confirmSubject: string;
  readonly confirmText: string;
  readonly confirmLink: string;
  readonly confirmElse: string;
  readonly approvedSubject: string;
  readonly replySubject: string;
  readonly view: string;
  readonly because: string;
  readonly leave: string;
  readonly manage: string;
  readonly withdraw: string;
  readonly replies: string;
  readonly thread: string;
  readonly notConfirmed: string;
  readonly none: string;
  readonly leaveAll: string;
  readonly left: string;
  readonly authorBecause: string;
  readonly leaveArticle: string;
  readonly leaveSite: string;
  readonly resume: string;
}
