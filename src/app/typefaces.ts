import localFont from 'next/font/local';

/** For headings. Whoever has it too late sees the whole page in its fallback: nothing moves. */
export const serif = localFont({
  src: '../../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2',
  weight: '200 800',
  display: 'optional',
  adjustFontFallback: 'Times New Roman',
  variable: '--newsreader',
});

/** For everything else; letters that it lacks come from the system. */
export const sans = localFont({
  src: '../../node_modules/@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2',
  weight: '300 900',
  display: 'optional',
  adjustFontFallback: 'Arial',
  variable: '--figtree',
});
