/** What axe finds wrong with a page. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import axeCore from 'axe-core';

/** axe reads the colours behind each piece of text with a library for every notation: a page has few, each is read once. */
const axeSource = `${axeCore.source}
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

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What the dark scheme changes is colour, and nothing else. */
const RULES_OF_COLOUR = ['color-contrast', 'link-in-text-block'];

/** No serious or critical finding of axe on the page as it stands, in light and in dark. */
export async function expectNoSeriousAxeFindings(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  expect(await seriousFindings(axe(page).withTags(RULES)), page.url()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(
    await seriousFindings(axe(page).withRules(RULES_OF_COLOUR)),
    `${page.url()} in the dark`,
  ).toEqual([]);
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** The same of a page seen in its other language: its colours are those of the first. */
export async function expectNoSeriousAxeFindingsInWords(page: Page): Promise<void> {
  const axeForWords = axe(page).withTags(RULES).disableRules(RULES_OF_COLOUR);
  expect(await seriousFindings(axeForWords), page.url()).toEqual([]);
}

/** Legacy mode looks at the page alone; the other opens one more page for each look, for frames of other origins, and we have none. */
const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page, axeSource })
    .options({ resultTypes: ['violations'], preload: false })
    .setLegacyMode();

async function seriousFindings(builder: AxeBuilder): Promise<string[]> {
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}
