import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
  preprocess: vitePreprocess(),
  compilerOptions: {
    runes: true,
    // Short, for it stands beside every class: some seven hundred times on a page of staff.
    cssHash: ({ css, filename, hash }) => `s-${hash(filename ?? css)}`,
  },
  kit: {
    prerender: { entries: ['*', '/en/call'] },
    adapter: adapter({ out: 'build', precompress: true }),
    csp: {
      mode: 'hash',
      directives: {
        'default-src': ['none'],
        'script-src': ['self'],
        'style-src': ['self'],
        // The one style attribute of SvelteKit's own: its hidden live region for page changes.
        'style-src-attr': ['unsafe-hashes', 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='],
        'img-src': ['self'],
        'font-src': ['self'],
        'connect-src': ['self'],
        'manifest-src': ['self'],
        'worker-src': ['self'],
        'form-action': ['self'],
        'frame-src': ['self'],
        'base-uri': ['none'],
        'object-src': ['none'],
        'frame-ancestors': ['self'],
      },
    },
    typescript: {
      config(config) {
        config.include.push(
          '../server.ts',
          '../migrations/**/*.ts',
          '../tests/**/*.ts',
          '../bench/**/*.ts',
          '../*.config.ts',
        );
        return config;
      },
    },
  },
};
