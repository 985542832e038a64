import { expect, test } from 'vitest';
import { turns } from './turns.ts';

test('so many at once, so many waiting, the rest told so at once; each that ends makes room for one', async () => {
  const inTurn = turns(2, 3);
  const ends: (() => void)[] = [];
  let [running, most] = [0, 0];
  const work = () =>
    new Promise<'done'>((resolve) => {
      most = Math.max(most, (running += 1));
      ends.push(() => {
        running -= 1;
        resolve('done');
      });
    });
  const answers = Array.from({ length: 9 }, () => inTurn(work));
  expect(await Promise.all(answers.slice(5))).toEqual(Array(4).fill('busy'));
  for (let n = 0; n < 5; n += 1) {
    ends[n]?.();
    expect(await answers[n]).toBe('done');
  }
  expect([running, most, ends.length]).toEqual([0, 2, 5]);
  const late = inTurn(work);
  ends[5]?.();
  expect(await late).toBe('done');
});
