/** What axe finds wrong with a page. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Frame, type Page } from '@playwright/test';
import type axeCore from 'axe-core';

/** The package itself hands out its source with every comment, more than twice as much to read. */
const minified = readFileSync(
  path.join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'),
  'utf8',
);

/** axe reads the colours behind each piece of text with a library for every notation: a page has few, each is read once. */
const axeSource = `${minified}
{
  const { prototype } = axe.commons.color.Color;
  const read = prototype.parseString;
  const known = new Map();
  prototype.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    known.set(text, { r: this.r, g: this.g, b: this.b, alpha: this.alpha });
    return this;
  };
}`;

/** What the dark scheme changes is colour, and nothing else. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

const EVERYTHING: axeCore.RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
};

const COLOURS: axeCore.RunOptions = { runOnly: { type: 'rule', values: RULES_OF_COLOUR } };

const WORDS: axeCore.RunOptions = {
  ...EVERYTHING,
  rules: Object.fromEntries(RULES_OF_COLOUR.map((id) => [id, { enabled: false }])),
};

/** No serious or critical finding of axe on the page as it stands, in light and in dark. */
export async function expectNoSeriousAxeFindings(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await seriousFindings(page, EVERYTHING), page.url()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousFindings(page, COLOURS), `${page.url()} in the dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** What stands at the address of somebody without script, opened by somebody with it: axe is a script itself. */
export async function withScript(page: Page, person: () => Promise<Page>): Promise<Page> {
  const seeing = await person();
  await seeing.context().addCookies(await page.context().cookies());
  await seeing.goto(page.url());
  return seeing;
}

/** The same of a page seen in its other language: its colours are those of the first. */
export async function expectNoSeriousAxeFindingsInWords(page: Page): Promise<void> {
  expect(await seriousFindings(page, WORDS), page.url()).toEqual([]);
}

/** Half a megabyte to read for each frame, so once for all looks at it: axe's own `AxeBuilder` hands it over twice a look. */
async function giveAxe(frame: Frame): Promise<void> {
  if (!(await frame.evaluate(() => 'axe' in window))) await frame.evaluate(axeSource);
}

async function seriousFindings(page: Page, options: axeCore.RunOptions): Promise<string[]> {
  // Before its styles have come, every target of it is too small.
  await page.waitForLoadState();
  await Promise.all(page.frames().map(giveAxe));
  const violations = await page.evaluate(look, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .filter((violation) => !isLogOfPlainPage(violation))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** A frame without script has no other way to read itself anew; what one types stands outside it. */
const isLogOfPlainPage = ({ id, nodes }: axeCore.Result): boolean =>
  id === 'meta-refresh' && nodes.every(({ target }) => target.length > 1);

/** In the browser. */
async function look(options: axeCore.RunOptions): Promise<axeCore.Result[]> {
  const { axe } = window as unknown as { axe: typeof axeCore };
  const looked = await axe.run({ ...options, resultTypes: ['violations'], preload: false });
  return looked.violations;
}
