/** Somebody of the demonstration is signed in, and stands where they wanted to go. */
import type { BrowserContext, Page } from '@playwright/test';

export const DEMONSTRATION_PASSWORD = 'tsudoi-demo';

type Session = Awaited<ReturnType<BrowserContext['cookies']>>;

/** Sessions of this worker's portal that no browser uses any more. */
const left = new Map<string, Session[]>();

/** With a session that an earlier journey has left, where there is one: signing in is not what is looked at. */
export async function signIn(page: Page, login: string, to = '/staff'): Promise<void> {
  const context = page.context();
  const session = left.get(login)?.pop();
  if (session) {
    await context.addCookies(session);
    await page.goto(to);
  }
  if (!session || !isAt(page, to)) await signInByForm(page, login, to);
  const own = (await context.cookies()).filter(({ name }) => name === 'staff');
  context.on('close', () => left.set(login, [...(left.get(login) ?? []), own]));
}

export async function signInByForm(page: Page, login: string, to = '/staff'): Promise<void> {
  await page.goto(`/staff/sign-in?to=${encodeURIComponent(to)}`);
  await page.getByLabel('ログイン名').fill(login);
  await page.getByLabel('パスワード').fill(DEMONSTRATION_PASSWORD);
  await page.getByRole('button', { name: 'サインイン' }).click();
  await arrival(page, to);
}

/** By the path alone: the address of the sign-in page ends in where it leads. */
export const arrival = (page: Page, path: string): Promise<void> =>
  page.waitForURL(({ pathname }) => pathname === path);

const isAt = (page: Page, path: string): boolean => new URL(page.url()).pathname === path;
