import type { Page } from '@playwright/test';
import { halfHourAhead } from '../support/ahead.ts';
import { expect, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

async function publish(host: Page, title: string): Promise<void> {
  const { date, startsAt, endsAt } = halfHourAhead(10);
  await signIn(host, 'nobu', '/staff/series/new');
  await host.getByLabel('会の名前').fill(title);
  await host.getByRole('radio', { name: '1回だけ', exact: true }).check();
  await host.locator('#from').fill(date);
  await host.getByLabel('はじまり', { exact: true }).fill(startsAt);
  await host.getByLabel('おわり', { exact: true }).fill(endsAt);
  await host.getByLabel('席の数').fill('8');
  await host.getByRole('button', { name: '公開する' }).click();
  await expect(host.getByText('公開しました。一覧に出ています。')).toBeVisible();
}

async function findAndEnter(person: Page, title: string, nickname: string): Promise<void> {
  await person.goto('/sessions');
  await person.getByRole('link', { name: title }).first().click();
  await person.getByLabel('呼ばれたい名前').fill(nickname);
  await person.getByRole('button', { name: '申し込む', exact: true }).click();
  await expect(person.getByRole('heading', { name: '申し込みを受け付けました' })).toBeVisible();
  await person.getByRole('button', { name: '部屋に入る' }).click();
  await expect(person).toHaveURL(/\/rooms\//);
}

const log = (page: Page) => page.getByRole('log', { name: '会話' });

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'メッセージ' }).fill(text);
  await page.keyboard.press('Control+Enter');
}

test('a session is published, found and signed up for by two, and held in its room', async ({
  person,
}) => {
  const title = 'はじめての人のオンラインのつどい';
  const [host, mother, son] = [await person(), await person(), await person()];
  await publish(host, title);
  await findAndEnter(mother, title, 'ひだまり');
  await findAndEnter(son, title, 'そら');
  await expect(son.getByText('世話人が開くまで、少し待ってください。')).toBeVisible();

  await host.getByRole('link', { name: '名簿' }).first().click();
  await expect(host.getByRole('rowheader', { name: 'ひだまり' })).toBeVisible();
  await host.getByRole('button', { name: '部屋に入る' }).click();
  await host.getByRole('button', { name: '部屋を開く' }).first().click();
  await expect(log(son)).toContainText('部屋が開きました');

  await say(host, 'ようこそ。見ているだけでもかまいません。');
  await say(mother, 'はじめまして。');
  for (const page of [host, mother, son]) {
    await expect(log(page)).toContainText('見ているだけでもかまいません。');
    await expect(log(page)).toContainText('はじめまして。');
  }
  await host.getByText('部屋を閉じる').first().click();
  await host.getByRole('button', { name: '部屋を閉じる' }).click();
  await expect(son.getByText('この部屋は閉じました。')).toBeVisible();
});
