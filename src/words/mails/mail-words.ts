/** Everything a mail says, and the pages behind its links, in one language. `{name}` and the like are placeholders. No part of the widget. */
export interface MailWords {
  // To moderators
  readonly waiting: string;
  readonly posted: string;
  readonly author: string;
  readonly page: string;
  readonly address: string;
  readonly inReplyTo: string;
  readonly reasons: string;
  readonly approve: string;
  readonly spam: string;
  readonly trash: string;
  readonly openQueue: string;
  readonly askedAgain: string;
  readonly because: string;
  readonly howOften: string;
  readonly digestWaiting: string;
  readonly digestNew: string;

  // To who signs in
  readonly resetSubject: string;
  readonly resetText: string;
  readonly resetElse: string;
  readonly resetLink: string;
  readonly inviteSubject: string;
  readonly inviteText: string;
  readonly inviteLink: string;

  // On the page behind a link
  readonly pressOnce: string;
  readonly linkOver: string;
  readonly done: string;
  readonly undoThere: string;
}
