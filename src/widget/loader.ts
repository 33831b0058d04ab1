import { languageFor } from '../words/language.ts';
import type { fillCounts } from './counts.ts';
import type { mount } from './mount.ts';
import type { Given } from './place.ts';

/** Put in by the build: the name of this build, and the languages there are. */
declare const build: string;
declare const languages: readonly string[];

const tag = 'backtalk-comments';
const options = ['site', 'url', 'title', 'lang', 'order', 'theme'] as const;
const script = document.currentScript as HTMLScriptElement;
const base = new URL('.', script.src).href;
const comment = /^#comment-(\w{26})$/;
const longestWaitMs = 15_000;

/** One part of the widget. A service that was updated since knows its parts by another name, which its loader of today tells. */
async function part(name: string): Promise<unknown> {
  try {
    return await import(`${base}embed/${build}/${name}.js`);
  } catch {
    const today = await (await fetch(script.src, { cache: 'reload' })).text();
    const [, renewed = build] = /embed\/(\w{9,})\//.exec(today) ?? [];
    // Some browsers remember that an address failed.
    return import(`${base}embed/${renewed}/${name}.js?${Date.now()}`);
  }
}

/** Where a thread is asked for: the page as its owner names it, else as it names itself. */
function urlOf(given: string | null): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href;
  const url = new URL(given ?? canonical ?? location.href, document.baseURI);
  url.hash = '';
  return url.href;
}

async function begin(host: HTMLElement): Promise<() => void> {
  const option = (name: (typeof options)[number]) => host.getAttribute(name) ?? script.dataset[name] ?? null;
  const site = option('site') ?? '';
  const url = urlOf(option('url'));
  const order = option('order');
  const around = comment.exec(location.hash)?.[1];
  const query = new URLSearchParams({ site, url, ...(order && { order }), ...(around && { around }) });
  const thread = fetch(`${base}api/v1/thread?${query}`, { signal: AbortSignal.timeout(longestWaitMs) });
  thread.catch(() => null);
  const lang = option('lang') ?? (host.closest<HTMLElement>('[lang]')?.lang || 'en');
  const [widget, spoken] = await Promise.all([part('widget'), part(`words-${languageFor(lang, languages)}`)]);
  const { words } = spoken as Pick<Given, 'words'>;
  const given = { base, site, url, lang: speakable(lang), title: option('title') ?? document.title, theme: option('theme') };
  return (widget as { mount: typeof mount }).mount(host, { ...given, order, thread, words });
}

/** A tag that is none would break every date. */
function speakable(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The element: a shell that fetches the thread, the widget and its words all at once, when there is something to show. */
class Comments extends HTMLElement {
  static readonly observedAttributes = options;
  #end = (): void => undefined;

  connectedCallback(): void {
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#end();
  }

  /** A page that shows another article in the same element. */
  attributeChangedCallback(): void {
    if (this.isConnected) this.#begin();
  }

  /** In a turn of its own, so that several changes at once are one. */
  async #begin(): Promise<void> {
    this.#end();
    let isOver = false;
    let stop = (): void => undefined;
    this.#end = () => {
      isOver = true;
      stop();
    };
    await null;
    if (isOver || !this.isConnected) return;
    try {
      stop = await begin(this);
      if (isOver) stop();
    } catch {
      if (!isOver) this.#fail();
    }
  }

  /** The words are among what could not be loaded, so that only these are there. */
  #fail(): void {
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    const again = document.createElement('button');
    again.textContent = 'Try again';
    again.onclick = () => this.#begin();
    root.replaceChildren('Comments could not be loaded. ', again);
  }
}

/** A plain `<div id="comments">`. What stood in it, such as a link or the thread itself, shows until the widget does. */
function adopt(): void {
  const place = document.getElementById('comments');
  if (!script.dataset['site'] || !place || document.querySelector(tag)) return;
  const element = document.createElement(tag);
  for (const name of options) if (place.dataset[name]) element.setAttribute(name, place.dataset[name]);
  element.append(...place.childNodes);
  place.append(element);
}

async function begun(): Promise<void> {
  if (document.readyState === 'loading') await new Promise((ready) => document.addEventListener('DOMContentLoaded', ready));
  adopt();
  const spans = [...document.querySelectorAll<HTMLElement>('[data-backtalk-count]')];
  if (spans.length === 0) return;
  const { fillCounts: fill } = (await part('counts')) as { fillCounts: typeof fillCounts };
  await fill(spans, { base, site: script.dataset['site'] ?? '', lang: speakable(document.documentElement.lang || 'en') });
}

if (!customElements.get(tag)) customElements.define(tag, Comments);
begun().catch(() => null);
