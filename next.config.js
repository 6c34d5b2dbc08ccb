import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // The image optimiser is an attack surface that this product does not need.
  images: { unoptimized: true },
  // Types are a test of their own (`npm run check`); a first start need not wait for them.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pino', 'postgres'],
  // Titles need no waiting for, so every page has its own from the first byte on, for readers as for crawlers.
  htmlLimitedBots: /.*/,
  // The policy for scripts is in proxy.ts, because each answer needs its own nonce.
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'x-frame-options', value: 'DENY' },
        { key: 'referrer-policy', value: 'same-origin' },
        { key: 'cross-origin-opener-policy', value: 'same-origin' },
        { key: 'permissions-policy', value: 'camera=(self), geolocation=(self), microphone=()' },
      ],
    },
    // A till prints a ticket by itself out of a frame of its own page.
    { source: '/orders/:orderId/ticket', headers: [{ key: 'x-frame-options', value: 'SAMEORIGIN' }] },
  ],
  // A file as long as `MAX_CSV_LENGTH`, every letter of which may be several bytes.
  experimental: { serverActions: { bodySizeLimit: '1mb' } },
};

export default async function nextConfig(phase) {
  // The plugin tells the bundler where the messages are, and takes its time to load: a finished build knows.
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  const { default: createNextIntlPlugin } = await import('next-intl/plugin');
  return createNextIntlPlugin('./lib/i18n/request.ts')(config);
}
