import { z } from 'zod';
import { languageTag, siteName } from './text.ts';

const wordList = z.array(z.string().trim().min(1).max(200)).max(5_000);

/** `example.org` or `example.org:8080`; without a port, every port. Names are compared in punycode and lower case. */
export const hostPattern = z.string().trim().min(1).max(260);

/** The checks that a site may switch off. Those beside them have settings of their own. */
export const checkNames = [
  'honeypot',
  'too-fast',
  'classifier',
  'link-share',
  'link-disguise',
  'link-elsewhere',
  'near-duplicate',
  'burst',
  'letters',
  'language',
  'empty-praise',
  'selling-website',
  'noise',
  'disposable-mail',
  'source-signs',
] as const;

/** A site's settings, flat, as the API reads and writes them. */
export const Settings = z.strictObject({
  locale: languageTag.meta({ description: 'BCP 47 tag of the language the service speaks on this site' }),
  open: z.boolean().meta({ description: 'Whether threads take new comments; a page may say otherwise' }),
  pageQuery: z
    .array(z.string().min(1).max(100))
    .max(50)
    .nullable()
    .meta({ description: 'null: every query parameter but the tracking ones distinguishes pages; a list: only these do' }),
  requireNameAndEmail: z.boolean(),
  holdEverything: z.boolean(),
  holdUnknownAuthors: z.boolean(),
  holdAtLinks: z.int().min(1).max(1_000).meta({ description: 'Holds at this number of links' }),
  heldWords: wordList,
  blockedWords: wordList,
  floodSeconds: z
    .int()
    .min(0)
    .max(86_400)
    .meta({ description: 'Least seconds between two comments of one address or email; 0 is off' }),
  closeAfterDays: z.int().min(1).max(36_500).nullable(),
  maxDepth: z.int().min(1).max(10),
  order: z.enum(['oldest', 'newest']),
  perPage: z.int().min(1).max(100).meta({ description: 'Top-level comments on one page of a thread' }),
  editMinutes: z.int().min(0).max(1_440),
  pingbacks: z.boolean(),
  webmentions: z.boolean(),
  trackbacks: z.boolean(),
  trustKnownSources: z
    .boolean()
    .meta({ description: 'A linkback from a host with an approved one is taken like a known author’s comment' }),
  watchFeed: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .meta({ description: 'A feed of the site: linkbacks are sent for the pages it names, by themselves' }),
  spamAt: z.number().min(0).max(1).meta({ description: 'A score from here on is spam' }),
  holdAt: z.number().min(0).max(1).meta({ description: 'A score from here on waits for a moderator' }),
  proofOfWork: z
    .boolean()
    .meta({ description: 'Whether a second of work by its author’s browser may release what only its words hold' }),
  checksOff: z.array(z.enum(checkNames)).max(checkNames.length).meta({ description: 'Checks that this site does without' }),
  akismet: z.enum(['always', 'unsure', 'off']),
  spamDays: z.int().min(1).max(3_650),
  trashDays: z.int().min(1).max(3_650),
  ipDays: z.int().min(0).max(3_650),
  notifyModerators: z.enum(['all', 'held', 'off']),
  notifyAuthors: z
    .boolean()
    .meta({ description: 'Whether the author of a page, whom a moderator or `watchFeed` names, hears of its comments by mail' }),
  commentPolicy: z
    .string()
    .trim()
    .max(2_000)
    .meta({ description: 'What the owner asks of commenters, as plain text; stands beside the form. Empty: nothing does' }),
  sMaxAge: z
    .int()
    .min(0)
    .max(86_400)
    .meta({ description: 'Seconds for which a shared cache may keep a thread without asking; 0: it always asks' }),
});
export type Settings = z.infer<typeof Settings>;

/** WordPress' defaults, where it has the setting. */
export const defaultSettings: Settings = {
  locale: 'en',
  open: true,
  pageQuery: null,
  requireNameAndEmail: true,
  holdEverything: false,
  holdUnknownAuthors: true,
  holdAtLinks: 2,
  heldWords: [],
  blockedWords: [],
  floodSeconds: 15,
  closeAfterDays: null,
  maxDepth: 5,
  order: 'oldest',
  perPage: 50,
  editMinutes: 15,
  pingbacks: true,
  webmentions: true,
  trackbacks: true,
  trustKnownSources: false,
  watchFeed: null,
  spamAt: 0.95,
  holdAt: 0.5,
  proofOfWork: false,
  checksOff: [],
  akismet: 'always',
  spamDays: 15,
  trashDays: 30,
  ipDays: 7,
  notifyModerators: 'held',
  notifyAuthors: true,
  commentPolicy: '',
  sMaxAge: 0,
};

export const siteHosts = z.array(hostPattern).min(1).max(100);

/** What `GET /api/v1/sites/SLUG/settings` answers: the settings with the site's name and hosts among them. */
export const SiteSettings = Settings.extend({ name: siteName, hosts: siteHosts });
export type SiteSettings = z.infer<typeof SiteSettings>;

/** A change of some settings; those not named stay. */
export const SiteSettingsPatch = SiteSettings.partial();
export type SiteSettingsPatch = z.infer<typeof SiteSettingsPatch>;
