import { type Check, hint, nothing } from '../moderation/check.ts';

/** The field `topic` is hidden from people and from screen readers. A hint only: a browser's autofill may ignore that. */
export const honeypot: Check = {
  name: 'honeypot',
  look: ({ form }) => (form.topic?.trim() ? hint(2.5, 'A field that people do not see was filled in.') : nothing),
};
