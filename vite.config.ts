import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { databaseHost } from './src/platform/host/vite-database.ts';
import { realtimeHost } from './src/platform/realtime/vite-host.ts';

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/paraglide',
      strategy: ['url', 'baseLocale'],
    }),
    databaseHost(),
    sveltekit(),
    realtimeHost(),
  ],
  build: { assetsInlineLimit: 0 },
  worker: { format: 'es' },
  server: { watch: { ignored: ['**/.data/**', '**/build/**', '**/test-results/**'] } },
});
