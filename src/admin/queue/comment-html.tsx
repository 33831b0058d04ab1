import { useLayoutEffect, useRef } from 'preact/hooks';

interface Policy {
  createHTML(html: string): string;
}
declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;

/** The only one that the dashboard's document allows, and what is read here its only use. */
const policy =
  typeof trustedTypes === 'undefined' ? null : trustedTypes.createPolicy('dashboard', { createHTML: (html) => html });

/** What the service's sanitizer lets through, and nothing else. */
const allowed = /^(P|BR|EM|STRONG|CODE|PRE|BLOCKQUOTE|UL|OL|LI|A)$/;

/**
 * A comment as readers will see it. It comes sanitized; a second look here keeps whoever may decide everything safe from a service that
 * is not what it was. In a template nothing loads and nothing runs while we look.
 */
export function CommentHtml({ html }: { readonly html: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(safeNodes(html)), [html]);
  return <div class="text" dir="auto" ref={place} />;
}

function safeNodes(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  for (const element of template.content.querySelectorAll('*')) {
    if (!allowed.test(element.tagName)) element.remove();
    const href = element.getAttribute('href') ?? '';
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    if (element.tagName === 'A' && /^https?:/i.test(href)) leadAway(element, href);
  }
  return template.content;
}

/** Into a tab of its own, which learns nothing of this one; where it leads can be seen before. */
function leadAway(link: Element, href: string): void {
  for (const [name, value] of [
    ['href', href],
    ['title', href],
    ['target', '_blank'],
    ['rel', 'nofollow ugc noopener noreferrer'],
  ] as const)
    link.setAttribute(name, value);
}
