import { expect, expectNoSeriousAxeFindings, test } from '../support/journey.ts';

test.use({ ownProcess: import.meta.filename });

for (const javaScriptEnabled of [true, false])
  test(`${javaScriptEnabled ? 'with' : 'without'} script: a call and a letter of one person are each at hand, and acts stay on the one they were made on`, async ({
    person,
  }) => {
    const me = await person({ javaScriptEnabled });
    await me.goto('/talk?area=13116');
    await me.getByRole('button', { name: 'いますぐ話したい' }).click();
    const nobody = me.getByRole('heading', { name: 'いま、人のいる窓口がありません' });
    await expect(nobody).toBeVisible();
    await me.goto('/areas/13116');
    await me.getByRole('link', { name: '急がない手紙を書く' }).click();
    await me.getByLabel('手紙', { exact: true }).fill('急がない話です');
    await me.getByRole('button', { name: '手紙を預ける' }).click();
    const kept = me.getByRole('heading', { name: 'ことばをお預かりしました' });
    await expect(kept).toBeVisible();

    const others = me.getByRole('navigation', { name: 'ほかに続いているもの' });
    await others.getByRole('link', { name: '話せる人をさがしています' }).click();
    await expect(nobody).toBeVisible();
    await me.getByLabel('書いておくこと').fill('急ぐ話です');
    await me.getByRole('button', { name: '残しておく' }).click();
    await expect(kept).toBeVisible();
    await expect(me.getByText('急ぐ話です')).toBeVisible();
    await expect(me.getByText('急がない話です')).toHaveCount(0);
    if (javaScriptEnabled) await expectNoSeriousAxeFindings(me);

    await others.getByRole('link', { name: 'ことばをお預かりしました' }).click();
    await expect(me.getByText('急がない話です')).toBeVisible();
    await me.getByRole('button', { name: 'ことばを消して、やめる' }).click();
    await expect(me.getByText('書いた文と名前は消えました。')).toBeVisible();
    await expect(me.getByText('急ぐ話です')).toBeVisible();
    await expect(others).toHaveCount(0);
  });
