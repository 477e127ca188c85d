import { build } from 'esbuild';

await build({
  // Beside the server the commands of whoever runs it, who has no TypeScript.
  entryPoints: {
    server: 'src/host/main.ts',
    migrate: 'src/db/migrate-cli.ts',
    'after-restore': 'src/db/after-restore-cli.ts',
    doctor: 'src/doctor/main.ts',
  },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What is imported late is loaded late.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
});
