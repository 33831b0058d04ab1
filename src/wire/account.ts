import { z } from 'zod';
import { authorName, emailAddress, siteSlug } from './text.ts';

const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value);
export const typedPassword = z.string().min(1, 'Please enter your password.').max(256);
const typedCode = z.string().trim().min(1).max(40).meta({ description: 'Of an authenticator app, or a recovery code' });
const sixDigits = z.string().regex(/^\s*(?:\d\s*){6}$/, 'A code has six digits.');
const offer = z.string().max(200);
export const rowId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'This is no id.');
/** Base64url, as browsers write credentials. */
const credentialId = z.string().regex(/^[\w-]{1,1400}$/, 'This is no passkey.');
const publicName = authorName.nullable().meta({ description: 'What readers see on replies; null: the site’s name' });

export const SignInRequest = z.strictObject({ email: emailAddress, password: typedPassword, code: typedCode.optional() });
export const SignInForm = z.strictObject({
  email: emailAddress,
  password: typedPassword,
  code: z.preprocess(blankIsAbsent, typedCode.optional()),
  to: z.literal('account').optional().meta({ description: 'Leads to the account’s page and not to the dashboard' }),
});

export const ForgotForm = z.strictObject({ email: emailAddress });
const resetToken = z.string().min(1).max(200);
export const ResetQuery = z.strictObject({ token: resetToken });
export const ResetForm = z.strictObject({ token: resetToken, password: typedPassword });

export const ByRowId = z.object({ id: rowId });
export const ByCredentialId = z.object({ id: credentialId });

const PasskeyView = z.object({ id: z.string(), name: z.string(), createdAt: z.iso.datetime() });

export const SessionView = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  endsAt: z.iso.datetime().meta({ description: 'Unless it is used before' }),
  address: z.string().nullable().meta({ description: 'Shortened' }),
  userAgent: z.string().nullable(),
  current: z.boolean(),
});
export const SessionsView = z.object({ sessions: z.array(SessionView) });

/** Who is signed in, and how. */
export const AccountView = z.object({
  person: z.object({
    id: z.string(),
    email: z.string(),
    name: z.string().nullable(),
    role: z.enum(['operator', 'owner', 'moderator']),
    sites: z.array(z.string()).nullable().meta({ description: 'Slugs; null: every site' }),
  }),
  sites: z
    .array(z.object({ slug: z.string(), name: z.string() }))
    .meta({ description: 'All that the person may moderate, by name' }),
  session: SessionView,
  secondFactors: z.object({ authenticator: z.boolean(), recoveryCodes: z.int(), passkeys: z.array(PasskeyView) }),
});
export type AccountView = z.infer<typeof AccountView>;

export const NameRequest = z.strictObject({ name: publicName });
export const PasswordRequest = z.strictObject({ current: typedPassword, password: typedPassword });
export const TotpOfferView = z.object({ offer: z.string(), secret: z.string(), uri: z.string() });
export const TotpRequest = z.strictObject({ offer, code: sixDigits });
export const RecoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) });

const transports = z.array(z.string().max(40)).max(10);
const base64url = (most: number) =>
  z
    .string()
    .regex(/^[\w-]*$/)
    .max(most);
const credential = { id: credentialId, rawId: credentialId, type: z.literal('public-key') };
const extensions = z.record(z.string(), z.unknown()).refine((results) => Object.keys(results).length <= 20);
const attachment = z.string().max(40).nullish();

/** What a browser's `PublicKeyCredential.toJSON()` gives (WebAuthn Level 3, section 5.1): of it, what is read here. */
export const NewPasskey = z.object({
  ...credential,
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(4_000),
    attestationObject: base64url(20_000),
    transports: transports.optional(),
  }),
});
export const PasskeyAssertion = z.object({
  ...credential,
  authenticatorAttachment: attachment,
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: base64url(4_000),
    authenticatorData: base64url(4_000),
    signature: base64url(8_000),
    userHandle: base64url(200).nullish(),
  }),
});
export const AddPasskeyRequest = z.strictObject({ name: authorName, credential: NewPasskey });
export const PasskeySignInRequest = z.strictObject({ credential: PasskeyAssertion });
/** Options for `navigator.credentials`, as `parse…OptionsFromJSON` takes them. */
export const PasskeyOptions = z.looseObject({ challenge: z.string() });

const change = <T extends string, S extends z.ZodRawShape>(what: T, shape: S) =>
  z.strictObject({ change: z.literal(what), ...shape });
const optionalName = z.preprocess(blankIsAbsent, authorName.optional());

/** The forms of the account's page, told apart by `change`. */
export const AccountForm = z.discriminatedUnion('change', [
  change('sign-out', {}),
  change('sign-out-everywhere', {}),
  change('end-session', { id: rowId }),
  change('name', { name: optionalName }),
  change('password', { current: typedPassword, password: typedPassword }),
  change('offer-authenticator', {}),
  change('take-authenticator', { offer, code: sixDigits }),
  change('remove-authenticator', {}),
  change('recovery-codes', {}),
  change('remove-passkey', { id: credentialId }),
]);
export type AccountForm = z.infer<typeof AccountForm>;

export const InviteRequest = z.strictObject({
  email: emailAddress,
  role: z.enum(['operator', 'owner', 'moderator']).default('moderator'),
  sites: z.array(siteSlug).max(1_000).default([]),
  name: publicName.default(null),
});
export const PersonPatch = z.strictObject({
  role: z.enum(['operator', 'owner', 'moderator']).optional(),
  sites: z.array(siteSlug).max(1_000).optional(),
});
export const PersonView = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string().nullable(),
  role: z.enum(['operator', 'owner', 'moderator']),
  sites: z.array(z.string()).nullable().meta({ description: 'Slugs, of those the asker may see; null: every site' }),
  isSetUp: z.boolean().meta({ description: 'Has chosen a password' }),
});
export const PeopleQuery = z.strictObject({ site: siteSlug.optional() });
export const PeopleView = z.object({ people: z.array(PersonView) });
export type PeopleView = z.infer<typeof PeopleView>;
export const InvitationView = z.object({ person: PersonView, setupUrl: z.string() });
export type InvitationView = z.infer<typeof InvitationView>;
