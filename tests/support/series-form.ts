/** The editor of a series, as somebody fills it in who wants a weekly evening. */
import type { Page } from '@playwright/test';
import { inDays, weekdayOf } from './ahead.ts';

/** All that a series needs, on the day that is three days from now. */
export async function fillInWeekly(page: Page, title: string, places = '6'): Promise<void> {
  await page.getByLabel('会の名前').fill(title);
  await page.getByRole('radio', { name: '毎週', exact: true }).check();
  await page.locator(`input[name="weekdays"][value="${weekdayOf(inDays(3))}"]`).check();
  await page.getByLabel('はじまり', { exact: true }).fill('20:00');
  await page.getByLabel('おわり', { exact: true }).fill('21:30');
  await page.getByLabel('席の数').fill(places);
}
