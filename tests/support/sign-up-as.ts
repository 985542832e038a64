import { expect, type Page } from '@playwright/test';

/** Signs up on the page of a date, for a place or to wait for one, and stands on the receipt. */
export async function signUpAs(page: Page, id: string, nickname: string): Promise<void> {
  await page.goto(`/sessions/${id}`);
  await page.getByLabel('呼ばれたい名前').fill(nickname);
  await page.getByRole('button', { name: /^(申し込む|キャンセル待ちに入る)$/ }).click();
  await expect(page).toHaveURL(/\/receipt\//);
  await page.waitForLoadState();
}
