/** What types alone can see and what has bitten realtime code: a promise nobody waits for. Slow, so `npm test` asks it apart. */
import ts from 'typescript-eslint';
import { notOurs } from './eslint.config.js';

export default ts.config(notOurs, {
  files: ['src/**/*.ts', 'server.ts', 'tests/**/*.ts'],
  ignores: ['**/*.svelte.ts'],
  languageOptions: { parser: ts.parser, parserOptions: { projectService: true } },
  plugins: { '@typescript-eslint': ts.plugin },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  },
});
