import type { ComponentChildren } from 'preact';

/** Leads to somebody else's address where it is one of the web; else it stays text. */
export function OutsideLink({ href, children }: { readonly href: string; readonly children: ComponentChildren }) {
  if (!/^https?:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a href={href} target="_blank" rel="nofollow ugc noopener noreferrer">
      {children}
    </a>
  );
}
