import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { signIn } from '../support/sign-in.ts';

// The desk is the demonstration's: whoever pressed in another journey would ring there.
test.use({ ownProcess: import.meta.filename });

test('experts are asked into a talk, learn of nobody, and their answer stands beside it', async ({
  person,
}) => {
  const [desk, expert, me] = [await person(), await person(), await person()];
  await signIn(desk, 'yuri', '/staff/desk');
  await expect(desk.getByText(/受付中/)).toBeVisible();
  await me.goto('/talk?area=13116');
  await me.getByLabel('呼ばれたい名前').fill('ナギナタ');
  await me.getByRole('button', { name: 'いますぐ話したい' }).click();
  await desk.getByRole('button', { name: /応答する/ }).click();

  const opened = desk.waitForEvent('popup');
  await desk.getByRole('link', { name: /専門家に聞く/ }).click();
  const asking = await opened;
  await asking.getByText('都道府県のチーム').click();
  await asking.getByLabel('聞きたいこと').fill('ナギナタさんは眠れないそうです');
  await asking.getByRole('button', { name: '専門家に聞く' }).click();
  await expect(asking.getByRole('alert')).toContainText('名前');
  await expect(asking.getByLabel('聞きたいこと')).toHaveValue('ナギナタさんは眠れないそうです');
  await expectNoSeriousAxeFindings(asking);
  await asking.getByLabel('聞きたいこと').fill('眠れない方に、どう話せばよいですか');
  await asking.getByRole('button', { name: '専門家に聞く' }).click();
  await expect(asking.getByText('答えを待っています。')).toBeVisible();

  await signIn(expert, 'midori', '/staff/questions');
  await expect(expert.getByText('眠れない方に、どう話せばよいですか')).toBeVisible();
  await expect(expert.getByText('豊島区')).toHaveCount(0);
  await expect(expert.getByText('ナギナタ')).toHaveCount(0);
  await expectNoSeriousAxeFindings(expert);
  await expert.getByRole('button', { name: '答える' }).click();
  await expect(expert.getByText('ひとことでも大丈夫です。')).toBeVisible();
  await expert.getByLabel('答え', { exact: true }).fill('急がずに聴いてください');
  await expert.getByRole('button', { name: '答える' }).click();
  await expect(expert.getByText('答えを送りました。')).toBeVisible();
  await expect(desk.getByText('急がずに聴いてください')).toBeVisible();
  await me.getByRole('button', { name: 'おわる' }).click();
  await expect(me.getByRole('heading', { name: '話はおわりました' })).toBeVisible();
});
