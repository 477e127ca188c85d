/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Paths of the API are matched as written: with a trailing slash they are another path.
  skipTrailingSlashRedirect: true,
  serverExternalPackages: ['better-auth', 'drizzle-orm', 'pino', 'pino-pretty', 'postgres'],
  typedRoutes: true,
  // A page that cannot be had waits until it can, where the browser's own error would take the place of this one.
  experimental: { useOffline: true },
  // No page has images to be made smaller for whoever asks.
  images: { unoptimized: true },
  // `npm run typecheck` does this; the first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
};

export default config;
