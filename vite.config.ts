import path from 'node:path';
import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { databaseHost } from './src/platform/host/vite-database.ts';
import { realtimeHost } from './src/platform/realtime/vite-host.ts';

/** Here each message is a module, so that a page carries its own words alone; for Node, `compile` writes few files. */
const words = path.join(import.meta.dirname, '.svelte-kit/paraglide');

const nodeModules = (names: string) => new RegExp(`/node_modules/(${names})/`);

const sharedFiles = [
  { name: 'ui', test: /\/src\/ui\//, minShareCount: 3 },
  { name: 'framework', test: nodeModules('svelte|@sveltejs/kit|devalue|esm-env|clsx') },
  // Each word or icon that several pages share would be a file of its own, of less than its headers.
  {
    name: 'words',
    test: /\/paraglide\/messages\/|\/node_modules\/@lucide\//,
    minShareCount: 3,
    entriesAware: true,
    entriesAwareMergeThreshold: 20_000,
  },
];

export default defineConfig({
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: words,
      strategy: ['url', 'baseLocale'],
    }),
    databaseHost(),
    sveltekit(),
    realtimeHost(),
  ],
  resolve: { alias: [{ find: /^#paraglide\/(.*)$/, replacement: `${words}/$1.js` }] },
  build: {
    assetsInlineLimit: 0,
    // Nearly every page needs nearly all of these: one file each is fetched once, forty small ones are waited for.
    rolldownOptions: { output: { codeSplitting: { groups: sharedFiles } } },
  },
  worker: { format: 'es' },
  server: { watch: { ignored: ['**/.data/**', '**/build/**', '**/test-results/**'] } },
});
