import type { ReactNode } from 'react';

/** Leads to the reference, which is a document of its own: its policy is not that of the other pages. */
export function DocsLink({ children }: { children: ReactNode }) {
  // oxlint-disable-next-line nextjs/no-html-link-for-pages -- `Link` would stay in this document.
  return <a href="/docs">{children}</a>;
}
