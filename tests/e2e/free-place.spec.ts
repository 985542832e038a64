/** Shortly before the start: nobody moves up any more, and a place that becomes free is whoever's asks. */
import { anEveningIn } from '../support/evening.ts';
import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';
import { rowsOf } from '../support/rows.ts';
import { signUpAs } from '../support/sign-up-as.ts';

test('who waits reads that the queue has ended, and takes a place as soon as one is free; who comes then is told it is full', async ({
  person,
  portal,
}) => {
  const evening = { title: '夜のつどい・まもなく', capacity: 1, startsInMinutes: 90 };
  const { id } = await anEveningIn(portal.databaseUrl, evening);
  const [mother, father, son] = [
    await person(),
    await person(),
    await person({ javaScriptEnabled: false }),
  ];
  await signUpAs(mother, id, 'ひだまり');
  await signUpAs(father, id, 'こかげ');
  await rowsOf(
    portal.databaseUrl,
    `update series set promotion_stops_minutes = 120, sign_up_closes_minutes = 10
     where id = (select series_id from occurrences where id = $1)`,
    [id],
  );
  await father.reload();
  await expect(father.getByText('自動で席が取れる時間は過ぎました')).toBeVisible();
  await expect(father.getByRole('button', { name: '空いた席を取る' })).toHaveCount(0);
  await son.goto(`/sessions/${id}`);
  await expect(son.getByRole('heading', { name: 'いまは満席です' })).toBeVisible();
  await expect(son.getByLabel('呼ばれたい名前')).toHaveCount(0);

  await mother.goto('/me');
  await mother.getByText('取り消す', { exact: true }).click();
  await mother.getByRole('button', { name: 'はい、取り消します' }).click();
  const take = father.getByRole('button', { name: '空いた席を取る' });
  await expect(take).toBeVisible();
  await expectNoSeriousAxeFindings(father);
  await take.click();
  await expect(father.getByRole('heading', { name: '席が取れました' })).toBeVisible();
  await expect(take).toHaveCount(0);
});
