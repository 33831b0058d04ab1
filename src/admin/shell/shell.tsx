import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { account, may, signOut } from '../account.ts';
import { base } from '../place.ts';
import { look, reach } from '../reach.ts';
import { go, hrefTo, route } from '../route.ts';
import { type Screen, screens } from '../screens.ts';
import { words } from '../words/words.ts';
import { Announcer } from './announce.tsx';
import { Asking } from './dialog.tsx';
import { Waiting } from './loaded.tsx';
import { SigningInAgain } from './sign-in-again.tsx';
import { Toasts } from './toasts.tsx';

/** What stands around every screen. */
export function Shell() {
  return (
    <>
      <button type="button" class="skip" onClick={toContent}>
        {words.shell.skip}
      </button>
      <Header />
      <Reach />
      <Content />
      <Toasts />
      <Announcer />
      <Asking />
      <SigningInAgain />
    </>
  );
}

/** No link: the address keeps the screen. */
function toContent(): void {
  document.getElementById('content')?.focus();
}

function Header() {
  const isOpen = useSignal(false);
  const { screen } = route.value;
  const offered = account.value === null ? [] : screens.filter((one) => may(one.for));
  return (
    <header class="top">
      <span class="product">{words.shell.product}</span>
      <SiteChooser />
      <button
        type="button"
        class="menu"
        aria-expanded={isOpen}
        aria-controls="menu"
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {words.shell.menu}
      </button>
      <div id="menu" class={isOpen.value ? 'open' : ''}>
        <nav aria-label={words.shell.screens}>
          <ul>
            {offered.map(({ name, title }) => (
              <li key={name}>
                <a
                  href={hrefTo({ screen: name })}
                  aria-current={name === screen ? 'page' : undefined}
                  onClick={() => (isOpen.value = false)}
                >
                  {title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p class="own">
          <a href={`${base}admin/account`}>{words.shell.account}</a>
          <button type="button" class="quiet" onClick={() => void signOut()}>
            {words.shell.signOut}
          </button>
        </p>
      </div>
    </header>
  );
}

function SiteChooser() {
  const sites = account.value?.sites ?? [];
  const { site, screen } = route.value;
  if (sites.length === 0) return null;
  const choose = (event: Event) => go({ screen, site: (event.currentTarget as HTMLSelectElement).value });
  return (
    <label class="site">
      <span class="unseen">{words.shell.site}</span>
      <select value={site ?? ''} onChange={choose}>
        {site === null && <option value="" />}
        {sites.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Says that the service does not answer, for as long as it does not. */
function Reach() {
  const is = reach.value;
  return (
    <div class="reach" role="status">
      {is !== 'reached' && (
        <p>
          {words.shell[is]}{' '}
          <button type="button" onClick={() => void look()}>
            {words.shell.tryAgain}
          </button>
        </p>
      )}
    </div>
  );
}

function Content() {
  const { site, screen: name } = route.value;
  const screen = screens.find((one) => one.name === name);
  const main = useRef<HTMLElement>(null);
  const before = useRef(name);
  useEffect(() => {
    document.title = `${screen?.title ?? words.shell.unknownScreen} · ${words.shell.product}`;
    // A new screen is read from its beginning; the first one is where the browser put it.
    if (before.current !== name) main.current?.focus();
    before.current = name;
  }, [name, screen]);
  return (
    <main id="content" ref={main} tabIndex={-1}>
      {account.value === null ? <Waiting /> : <Here screen={screen} site={site} />}
    </main>
  );
}

function Here({ screen, site }: { readonly screen: Screen | undefined; readonly site: string | null }) {
  if (account.value?.sites.length === 0) return <Nothing title={words.shell.noSites} hint={words.shell.noSitesHint} />;
  if (!screen || site === null) return <Nothing title={words.shell.unknownScreen} hint={words.shell.unknownScreenHint} isLost />;
  const { show: Show } = screen;
  return <Show key={site} site={site} />;
}

function Nothing({ title, hint, isLost = false }: { readonly title: string; readonly hint: string; readonly isLost?: boolean }) {
  return (
    <div class="nothing">
      <h1>{title}</h1>
      <p>{hint}</p>
      {isLost && (
        <p>
          <a href="#/">{words.shell.toQueue}</a>
        </p>
      )}
    </div>
  );
}
