import type { RequestHandler } from 'express';
import { html } from '../html.ts';
import { sendPage } from '../http/send-page.ts';
import type { SiteBook } from '../sites/site-book.ts';
import { InstallQuery } from '../wire/reader.ts';
import { demoArticle, demoSite, demoTitle } from './demo.ts';
import { headTags, linkbackHeaders, threadTags } from './tags.ts';

export interface DemoNeeds {
  readonly sites: Pick<SiteBook, 'bySlug'>;
  readonly publicUrl: string;
}

/** The demo article with its thread under it, by the same tags as an owner's page. */
export const demoRoute =
  (needs: DemoNeeds): RequestHandler =>
  async (_request, response) => {
    const { slug } = await needs.sites.bySlug(demoSite);
    const { publicUrl } = needs;
    const tagged = { publicUrl, slug, url: `${publicUrl}/demo` };
    const body = html`${demoArticle}
${threadTags(tagged)}
<p class="note"><a href="${publicUrl}/demo/install">Put it under your own pages</a></p>`;
    response.set(linkbackHeaders(tagged));
    sendPage(response, { title: demoTitle, lang: 'en', head: headTags(tagged), body }, { publicUrl, hasWidget: true });
  };

/** The exact tags for a site's pages. */
export const installRoute =
  (needs: DemoNeeds): RequestHandler =>
  async (request, response) => {
    const { site: asked } = InstallQuery.parse(request.query);
    const { slug, hosts } = await needs.sites.bySlug(asked ?? demoSite);
    const { publicUrl } = needs;
    const url = `https://${hosts[0]}/my-article/`;
    const tagged = { publicUrl, slug, url };
    const { origin } = new URL(publicUrl);
    const policy = `script-src ${origin}; connect-src ${origin}; img-src ${origin}`;
    const body = html`<h1>Put it under your own pages</h1>
<p>These tags are for the article <code>${url}</code> of the site <code>${slug}</code>. For every other article, its own address stands
where this one’s does.</p>
<h2>In the head</h2>
<pre tabindex="0"><code id="head-tags">${headTags(tagged).text.trim()}</code></pre>
<h2>Where the comments shall stand</h2>
<pre tabindex="0"><code id="thread-tags">${threadTags(tagged).text}</code></pre>
<h2>If your pages have a Content Security Policy</h2>
<p>It must allow</p>
<pre tabindex="0"><code>${policy}</code></pre>
<p>With <code>require-trusted-types-for 'script'</code> it also must allow <code>trusted-types backtalk</code>.</p>
<h2>Another site</h2>
<p>Add one on the command line, and see its tags at <code>${publicUrl}/demo/install?site=blog</code>:</p>
<pre tabindex="0"><code>npm run -s backtalk -- site add blog --host example.org --name "My blog"</code></pre>
<p><a href="${publicUrl}/demo">Back to the demo article</a></p>`;
    sendPage(response, { title: 'Put it under your own pages', lang: 'en', body }, { publicUrl });
  };
