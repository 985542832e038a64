/** All of lint, and what types alone can see and has bitten realtime code: a promise nobody waits for. Slow, so `npm test` alone asks it. */
import ts from 'typescript-eslint';
import lint from './eslint.config.js';

export default ts.config(lint, {
  files: ['src/**/*.ts', 'server.ts', 'tests/**/*.ts'],
  ignores: ['**/*.svelte.ts'],
  languageOptions: { parserOptions: { projectService: true } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'error',
    '@typescript-eslint/no-misused-promises': 'error',
    '@typescript-eslint/await-thenable': 'error',
    '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  },
});
