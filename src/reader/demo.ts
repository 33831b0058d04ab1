import { html } from '../html.ts';

export const demoSite = 'demo';
export const demoTitle = 'A walk along the canal';

/** An article such as any blog has one, for trying out what stands under it. */
export const demoArticle = html`<article>
<h1>${demoTitle}</h1>
<p class="note">This is the demo article of your Backtalk. Below it stands its thread, served by this very process. Post something: with
the settings a site starts with, a first comment waits for a moderator.</p>
<p>The towpath begins behind the old gasworks, where nobody would look for a beginning. For the first mile there is nothing to see but
brick and brambles, and the water keeps the colour of tea.</p>
<p>Then the cutting opens. A heron stands where the overflow joins, as it did last year and the year before, and does not move until one
is close enough to be ashamed of oneself. The lock-keeper’s cottage has new curtains. Somebody has painted <em>slow down</em> on the
bridge, and for once it was not meant for boats.</p>
<p>It takes two hours to the aqueduct if you do not stop. I have never managed it in under four.</p>
</article>`;
