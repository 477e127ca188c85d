import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
const config = {
  // The packages are those of Tandem.
  outputFileTracingRoot: path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..'),
  serverExternalPackages: ['postgres'],
  poweredByHeader: false,
};

export default config;
