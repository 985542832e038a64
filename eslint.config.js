import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const noDefaultExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a thing has one name everywhere.',
};

const wordsByName = {
  selector: "MemberExpression[computed=true][object.name='m']",
  message: 'Words by name only: a computed key makes every page carry all words.',
};

const idByName = {
  selector:
    "CallExpression[callee.property.name='safeParse'][callee.object.callee.property.name=/^(uuid|guid)$/]",
  message: 'Whether a text is an id is asked by isId of #platform/id.',
};

export default ts.config(
  {
    ignores: [
      'build/',
      '.svelte-kit/',
      '.data/',
      'node_modules/',
      'src/paraglide/',
      'test-results/',
      'src/platform/db/schema.generated.ts',
      'vite.config.ts.timestamp-*',
    ],
  },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.node },
    },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noDefaultExports, wordsByName, idByName],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Of the compiler, which sees into markup as well.
      '@typescript-eslint/no-unused-vars': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Nothing is left for later.
      'no-warning-comments': ['error', { location: 'anywhere' }],
      // What people type is cleaned of control characters, by name.
      'no-control-regex': 'off',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
    rules: {
      'no-restricted-syntax': ['error', wordsByName],
      'svelte/no-at-html-tags': 'error',
      'svelte/no-inline-styles': 'error',
      // A Set that nothing renders needs no reactivity.
      'svelte/prefer-svelte-reactivity': 'off',
      // Links go through localizeHref, which knows the base path.
      'svelte/no-navigation-without-resolve': 'off',
    },
  },
  {
    // Playwright reads what a fixture needs from the pattern of its first parameter, also where that is nothing.
    files: ['tests/**/*.ts'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
  {
    files: ['*.config.{js,ts}', 'tests/support/{database-server,browser-run}.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
