import { html } from '../html.ts';
import type { Page } from '../reader/page.ts';
import { speechIn } from '../reader/speech.ts';
import { privacyOf } from '../sites/privacy.ts';
import type { Site } from '../sites/site.ts';
import { retentionOf } from './retention.ts';

interface Read {
  readonly hasAkismetKey: boolean;
  readonly lang: string;
}

/** What a site keeps how long: in short in the reader's language, and all of it in English. */
export function retentionPage({ name, settings }: Site, { hasAkismetKey, lang: tag }: Read): Page {
  const { lang, words, count } = speechIn(tag);
  const { ipDays, spamDays, trashDays, akismet } = privacyOf(settings, hasAkismetKey);
  const short = [
    words.privacyShown,
    count(words.privacyAddress, ipDays),
    count(words.privacySpam, spamDays),
    count(words.privacyTrash, trashDays),
    ...(akismet ? [words.privacyAkismet] : []),
  ];
  const body = html`<h1>${words.privacy}: <bdi>${name}</bdi></h1>
<p>${short.join(' ')}</p>
<section lang="en" dir="ltr" aria-labelledby="kept">
<h2 id="kept">What is kept, and how long</h2>
<ul>
${retentionOf(settings, hasAkismetKey).map(({ what, until }) => html`<li><strong>${what}</strong>: ${until}.</li>\n`)}
</ul>
<p class="note">These are the figures in force on this site. Its owner can export all that is kept about an email address, and erase it.</p>
</section>`;
  return { title: `${words.privacy} - ${name}`, lang, dir: words.dir, body };
}
