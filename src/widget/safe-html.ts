interface Policy {
  createHTML(html: string): string;
}
declare const trustedTypes: { createPolicy(name: string, rules: Policy): Policy } | undefined;

/** The only one; a page that requires Trusted Types allows it by name. */
const policy = typeof trustedTypes === 'undefined' ? null : trustedTypes.createPolicy('backtalk', { createHTML: (html) => html });

/** What the service's sanitizer lets through, and nothing else. */
const allowed = /^(P|BR|EM|STRONG|CODE|PRE|BLOCKQUOTE|UL|OL|LI|A)$/;

/**
 * The HTML of a comment as nodes. It comes sanitized; a second look here keeps a page safe from a service, or a proxy before it,
 * that is not what it was. In a template nothing loads and nothing runs while we look.
 */
export function safeNodes(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = policy ? policy.createHTML(html) : html;
  for (const element of template.content.querySelectorAll('*')) {
    if (!allowed.test(element.tagName)) element.remove();
    const href = element.getAttribute('href') ?? '';
    for (const { name } of [...element.attributes]) element.removeAttribute(name);
    if (element.tagName === 'A' && /^https?:/i.test(href)) {
      element.setAttribute('href', href);
      element.setAttribute('rel', 'nofollow ugc noopener external');
    }
  }
  return template.content;
}
