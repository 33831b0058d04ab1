import { equal, match } from 'node:assert/strict';
import { describe, test } from 'node:test';
import { renderBody } from '../../src/comments/body.ts';
import type { Check, Lookups } from '../../src/moderation/check.ts';
import { classifier } from '../../src/spam/classifier.ts';
import { disposableMail } from '../../src/spam/disposable-mail.ts';
import { emptyPraise } from '../../src/spam/empty-praise.ts';
import { language } from '../../src/spam/language.ts';
import { letters } from '../../src/spam/letters.ts';
import { noise } from '../../src/spam/noise.ts';
import { sellingWebsite } from '../../src/spam/selling-website.ts';
import { sourceSigns } from '../../src/spam/source-signs.ts';
import { gist, noLookups, subject, textOf } from './subject.ts';

type Given = NonNullable<Parameters<typeof subject>[0]>;

const said = (text: string): Given => ({ comment: { text, html: renderBody(text, 'markdown') } });
const by = (author: NonNullable<Given['author']>): Given => ({ author });
const source = (url: string, title: string, excerpt = 'An article.'): Given => ({
  comment: { type: 'trackback', source: { url, title, excerpt }, text: excerpt },
});

/** A check, what it is shown, and what it finds. */
const table: readonly (readonly [Check, string, Given, string])[] = [
  [letters, 'styled letters', said('𝓼𝓵𝓸𝓽 𝓰𝓪𝓬𝓸𝓻'), 'evidence 1.2'],
  [letters, 'Cyrillic among Latin', said('Bцy сhеар рills nоw hеrе'), 'evidence 1.5'],
  [letters, 'an alphabet of its own', said('Спасибо за статью, очень помогла.'), 'nothing'],
  [letters, 'accents and emoji', said('Très bien, merci à tous 👨‍👩‍👧 ❤️'), 'nothing'],
  [letters, 'invisible characters', said('b\u00adu\u00ady\u00ad n\u00ado\u00adw'), 'evidence 1.5'],
  [letters, 'a styled name', by({ name: '𝓐𝓷𝓷𝓪 𝓑' }), 'evidence 0.5'],
  [noise, 'shouting', said('BUY THIS NOW AND TELL EVERYBODY ABOUT IT'), 'hint 0.8'],
  [noise, 'an acronym', said('The BBC and the ZDF showed it.'), 'nothing'],
  [noise, 'keys pressed', said('asdfgh qwerty'), 'hint 1.2'],
  [noise, 'a word without vowels', said('My rhythms are fine.'), 'nothing'],
  [sellingWebsite, 'a shop’s host', by({ website: 'https://cheap-casino.example/' }), 'evidence 1.5'],
  [sellingWebsite, 'a name to be found by', by({ name: 'Best SEO services', website: 'https://a.example/' }), 'evidence 2'],
  [sellingWebsite, 'an address for a name', by({ name: 'www.shop.com' }), 'evidence 1.5'],
  [sellingWebsite, 'a host that is thrown away', by({ website: 'https://abc.top/' }), 'evidence 0.8'],
  [sellingWebsite, 'somebody’s own website', by({ name: 'Ada', website: 'https://ada.example.org/' }), 'nothing'],
  [disposableMail, 'a mailbox for an hour', by({ email: 'x@mailinator.com' }), 'evidence 1.2'],
  [disposableMail, 'a host below one', by({ email: 'x@a.mailinator.com' }), 'evidence 1.2'],
  [disposableMail, 'a mailbox', by({ email: 'ada@example.org' }), 'nothing'],
  [disposableMail, 'none', by({ email: null }), 'nothing'],
  [sourceSigns, 'a title that sells', source('https://blog.example.org/', 'Casino bonus'), 'evidence 2.5'],
  [sourceSigns, 'a bare address', source('http://192.0.2.1/a', 'An article'), 'evidence 2'],
  [
    sourceSigns,
    'a quote full of links',
    source('https://b.example/', 'An article', 'https://x.example https://y.example https://z.example'),
    'evidence 2',
  ],
  [sourceSigns, 'an article', source('https://b.example/', 'On harbours'), 'nothing'],
  [sourceSigns, 'a comment', said('casino'), 'nothing'],
  [classifier, 'a good comment, before anything is taught', said('The second figure has its axes swapped.'), 'nothing'],
];

for (const [check, what, given, found] of table) {
  test(`${check.name}: ${what}: ${found}`, async () => equal(gist(await check.look(subject(given), noLookups)), found));
}

test('the classifier only doubts where nothing was taught, however sure it is', async () => {
  const text = 'Subscribe to my channel, click here to win free money: https://a.example WhatsApp +44 7911 123456';
  match(gist(await classifier.look(subject(said(text)), noLookups)), /^doubt [3-9]/);
});

describe('language', () => {
  const thread = async () =>
    ['The wall is not what it was.', 'I have seen that and you have not.', 'This is the one for us.'].map((text) => ({ text }));
  const look = async (text: string, lookups: Lookups = { ...noLookups, thread }) =>
    gist(await language.look(subject(said(text)), lookups));

  test('one that nobody else writes here', async () => {
    equal(await look('Das ist nicht, was ich für die Leute auf der Insel wollte.'), 'hint 1');
    equal(await look('Это очень интересная статья о гавани.'), 'hint 1');
  });

  test('the site’s own, one that others write here, a young thread, and too few words', async () => {
    equal(await look('That is not what I wanted for the people of the island.'), 'nothing');
    const german = async () => Array.from({ length: 4 }, () => ({ text: 'Das ist nicht schlecht, und die Mauer ist auch gut.' }));
    equal(await look('Das ist nicht, was ich für die Leute wollte.', { ...noLookups, thread: german }), 'nothing');
    equal(await look('Das ist nicht, was ich für die Leute wollte.', noLookups), 'nothing');
    equal(await look('Genau.'), 'nothing');
  });
});

describe('empty praise', () => {
  const praise =
    'Great blog! I really like your website and have bookmarked it, keep up the good work. What theme do you use? Greetings from a new reader.';
  const look = async (given: Given, thread: readonly { readonly text: string }[] = []) =>
    gist(await emptyPraise.look(subject(given), { ...noLookups, thread: async () => thread }));

  test('is praise that would fit any page, heavier with a website behind it', async () => {
    match(await look(said(praise)), /^hint [12]/);
    match(await look({ ...said(praise), author: { website: 'https://a.example/' } }), /^hint [23]/);
  });

  test('is not thanks for something in particular, nor praise in the page’s own words', async () => {
    equal(await look(said('Thanks, the trick with the metal ring saved my old lens!')), 'nothing');
    const about = `${praise} The harbour, the lighthouse and the breakwater are well drawn.`;
    equal(await look({ comment: { text: about, titleHint: 'The harbour, its lighthouse and the breakwater' } }), 'nothing');
  });
});

test('every reason is a sentence', async () => {
  for (const [check, , given] of table) {
    const text = textOf(await check.look(subject(given), noLookups));
    if (text !== '') match(text, /^\p{Lu}?.*\.$/u);
  }
});
