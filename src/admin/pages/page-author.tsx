import { useRef } from 'preact/hooks';
import type { PagesView } from '../../wire/overview.ts';
import { ask } from '../ask.ts';
import { attempt, typedIn } from '../shell/attempt.ts';
import { fill, words } from '../words/words.ts';

type Page = PagesView['pages'][number];
type Author = Page['author'];
/** null: nobody. */
type Said = { readonly name?: string; readonly email?: string } | null;

interface Shown {
  readonly site: string;
  readonly page: Page;
  readonly again: () => void;
}

/** Who wrote an article and hears of its comments by mail; named here, or by the site's feed. */
export function PageAuthor({ site, page: { author, title, url }, again }: Shown) {
  const summary = useRef<HTMLElement>(null);
  const say = async (said: Said) => {
    const done = fill(said === null ? words.pages.authorRemoved : words.pages.authorNamed, { title: title ?? url });
    const body = { site, url, author: said };
    if (!(await attempt(() => ask('moderation/pages', { method: 'PATCH', body }), done))) return;
    // The form is made anew with what is so now, and its button with it.
    summary.current?.focus();
    again();
  };
  return (
    <details class="more">
      <summary ref={summary}>
        {words.pages.author}: <bdi>{author ? (author.name ?? author.email) : words.pages.noAuthor}</bdi>
      </summary>
      <p class="hint">
        {words.pages.authorHint} {author && words.pages.authorFrom[author.from]}
      </p>
      <AuthorForm key={`${author?.email} ${author?.name}`} author={author} say={(said) => void say(said)} />
    </details>
  );
}

function AuthorForm({ author, say }: { readonly author: Author; readonly say: (said: Said) => void }) {
  const name = (event: SubmitEvent) => {
    const { name, email } = typedIn(event);
    say({ ...(name && { name }), ...(email && { email }) });
  };
  return (
    <form class="inline" onSubmit={name}>
      <label>
        {words.pages.authorName}
        <input name="name" defaultValue={author?.name ?? ''} maxLength={245} dir="auto" autocomplete="off" />
      </label>
      <label class="wide-field">
        {words.pages.authorEmail}
        <input
          type="email"
          name="email"
          required
          defaultValue={author?.email ?? ''}
          maxLength={100}
          dir="ltr"
          autocomplete="off"
        />
      </label>
      <button type="submit">{words.pages.authorSave}</button>
      {author && (
        <button type="button" class="alarming" onClick={() => say(null)}>
          {words.pages.authorRemove}
        </button>
      )}
    </form>
  );
}
