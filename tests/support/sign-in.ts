/** Somebody of the demonstration signs in, and stands where they wanted to go. */
import type { Page } from '@playwright/test';

export const DEMONSTRATION_PASSWORD = 'tsudoi-demo';

export async function signIn(page: Page, login: string, to = '/staff'): Promise<void> {
  await page.goto(`/staff/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByLabel('ログイン名').fill(login);
  await page.getByLabel('パスワード').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await arrival(page, to);
}

/** By the path alone: the address of the sign-in page ends in where it leads. */
export const arrival = (page: Page, path: string): Promise<void> =>
  page.waitForURL(({ pathname }) => pathname === path);
