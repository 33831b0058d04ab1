import { type Check, evidence, nothing } from '../moderation/check.ts';
import { hostOf, ownedPart } from './filter/hosts.ts';
import { readingOf } from './reading-of.ts';

/** Services that hide where a link leads. */
const shorteners = new Set(
  `bit.ly tinyurl.com goo.gl ow.ly is.gd t.co buff.ly rebrand.ly cutt.ly shorturl.at rb.gy bl.ink tiny.cc t.ly s.id adf.ly v.gd shorte.st
  bc.vc soo.gd clck.ru vk.cc linktr.ee lnkd.in tr.im snip.ly short.io x.gd u.to shrtco.de gg.gg ouo.io urlz.fr qr.ae dub.sh`.split(
    /\s+/,
  ),
);

/** A link that does not show where it leads: another host in its text, a shortener, a bare address, letters that look like others. */
export const linkDisguise: Check = {
  name: 'link-disguise',
  look: ({ comment }) => {
    const reading = readingOf(comment);
    const hosts = [...reading.hosts, reading.websiteHost].filter((host) => host !== '');
    const deceiving = deceivingHost(comment.html);
    if (deceiving !== null) return evidence(2.5, `A link reads as one host and leads to another, ${deceiving}.`);
    const bare = hosts.find((host) => /^[\d.]+$|^\[/.test(host));
    if (bare !== undefined) return evidence(2, `A link leads to the bare address ${bare}.`);
    const punycode = hosts.find((host) => host.includes('xn--'));
    if (punycode !== undefined) return evidence(1, `A host is written with letters that may look like others: ${punycode}.`);
    const short = hosts.find((host) => shorteners.has(ownedPart(host)));
    return short === undefined ? nothing : evidence(1.2, `${short} hides where a link leads.`);
  },
};

const longestHtml = 100_000;

/** Of our own rendering, so that an anchor looks as we write it. */
function deceivingHost(html: string): string | null {
  for (const piece of html.slice(0, longestHtml).split('<a ').slice(1)) {
    const [address = '', text = ''] = [between(piece, 'href="', '"'), between(piece, '>', '<')];
    const [leads, reads] = [hostOf(address), hostNamed(text.trim())];
    if (leads !== '' && reads !== '' && ownedPart(leads) !== ownedPart(reads)) return leads;
  }
  return null;
}

function between(text: string, opening: string, closing: string): string {
  const from = text.indexOf(opening);
  const to = from < 0 ? -1 : text.indexOf(closing, from + opening.length);
  return to < 0 ? '' : text.slice(from + opening.length, to);
}

/** The host that a link's text names, if it reads as an address at all. */
function hostNamed(text: string): string {
  if (text.length > 300 || !text.includes('.') || /[^!-~]/.test(text)) return '';
  const host = hostOf(text);
  const top = host.slice(host.lastIndexOf('.') + 1);
  return top.length > 1 && /^[a-z]+$/.test(top) ? host : '';
}
