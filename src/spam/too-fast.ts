import { type Check, hint, nothing } from '../moderation/check.ts';

/** Nobody reads a form, writes a comment and sends it within this time; somebody who pastes one may come near it. */
const leastMs = 3_000;
const weight = 2.2;

/** Judges the time since the form was fetched. A client without the form has no such time and is not judged by it. */
export const tooFast: Check = {
  name: 'too-fast',
  look: ({ form: { signedAt }, at }) => {
    if (signedAt === null) return nothing;
    if (signedAt === 'forged') return hint(weight, 'The time signed into the form was not signed by this service.');
    const seconds = Math.max(0, at - signedAt) / 1_000;
    return at - signedAt < leastMs ? hint(weight, `Sent ${seconds.toFixed(1)} seconds after the form was fetched.`) : nothing;
  },
};
