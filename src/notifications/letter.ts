/** What stands in a mail, part by part. All of it is text: what a part looks like is a matter of the two templates. */
export type LetterPart =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  /** Each on a line of its own. An address is one of ours or of the site, never a stranger's. */
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  /** Somebody else's words, of any length and any number of lines. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'links'; readonly links: readonly LetterLink[] }
  /** Small print. */
  | { readonly kind: 'note'; readonly text: string };

export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly url?: string | null;
}

export interface LetterLink {
  readonly text: string;
  readonly url: string;
}

/** A mail as its kind wrote it, for one address, before it is put into a form that travels. */
export interface Letter {
  readonly to: string;
  /** Stands before our own address; never the name of who commented. */
  readonly fromName: string;
  readonly subject: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
  readonly parts: readonly LetterPart[];
  /** Names of what it belongs under, the nearest last: mails with a name in common stand together in a mailbox. */
  readonly thread: readonly string[];
  /** Where one click ends such mails (RFC 8058); absent where there is nothing to unsubscribe from. */
  readonly unsubscribeUrl?: string;
}
