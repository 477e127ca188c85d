import type { MetadataRoute } from 'next';
import { PAPER } from './paper';

/** What a phone needs to keep the app among its own (Web Application Manifest). */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: 'Tandem',
    short_name: 'Tandem',
    start_url: '/tasks',
    display: 'standalone',
    background_color: PAPER.light,
    theme_color: PAPER.light,
    icons: [
      { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      { src: '/apple-icon.png', sizes: '180x180', type: 'image/png' },
    ],
  };
}
