import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { gather, gatherBy } from './gather.ts';

function gathering(fails: (inputs: number[]) => unknown = () => undefined, most = 100) {
  const batches: number[][] = [];
  const ask = gather<number, string>(
    async (inputs) => {
      batches.push(inputs);
      await turn();
      const error = fails(inputs);
      if (error) throw error;
      return inputs.map((input) => `answer ${input}`);
    },
    { most, blamesOne: (error) => error === 'one is at fault' },
  );
  return { ask, batches };
}

test('calls of one tick go together, those that come meanwhile go next, in order, each with its own answer', async () => {
  const { ask, batches } = gathering();
  const first = [1, 2].map(ask);
  await turn();
  const answers = await Promise.all([...first, ...[3, 4].map(ask)]);
  expect(answers).toEqual(['answer 1', 'answer 2', 'answer 3', 'answer 4']);
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(await ask(5)).toBe('answer 5');
});

test('no more go together than told', async () => {
  const { ask, batches } = gathering(undefined, 2);
  await Promise.all([1, 2, 3, 4].map(ask));
  expect(batches).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('one that fails does not fail the others', async () => {
  const { ask } = gathering((inputs) => inputs.includes(3) && 'one is at fault');
  const settled = await Promise.allSettled([1, 2, 3, 4].map(ask));
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

test('where all fail, whoever waits behind is told so too, and the next call is heard', async () => {
  let isAway = true;
  const { ask, batches } = gathering(() => isAway && 'the database is away');
  const first = ask(1);
  await turn();
  const settled = await Promise.allSettled([first, ...[2, 3].map(ask)]);
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
  expect(batches).toEqual([[1]]);
  isAway = false;
  expect(await ask(4)).toBe('answer 4');
});

test('where all fail while they are tried one by one, those left are not each made to wait for it', async () => {
  const { ask, batches } = gathering((inputs) => {
    if (inputs.length > 1) return 'one is at fault';
    return inputs.includes(2) && 'the database is away';
  });
  const settled = await Promise.allSettled([1, 2, 3, 4].map(ask));
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'rejected',
    'rejected',
  ]);
  expect(batches).toEqual([[1, 2, 3, 4], [1], [2]]);
});

test('what waits at one key keeps nobody waiting at another, and leaves nothing behind', async () => {
  const held = Promise.withResolvers<string[]>();
  const batches: string[][] = [];
  const ask = gatherBy(
    (input: string) => input.slice(0, 1),
    (inputs: string[]) => {
      batches.push(inputs);
      return inputs[0] === 'a1' ? held.promise : Promise.resolve(inputs);
    },
    { most: 10, blamesOne: () => false },
  );
  const first = ask('a1');
  await turn();
  const second = ask('a2');
  expect(await ask('b1')).toBe('b1');
  expect(batches).toEqual([['a1'], ['b1']]);
  held.resolve(['a1']);
  expect(await Promise.all([first, second])).toEqual(['a1', 'a2']);
  expect(await ask('a3')).toBe('a3');
  expect(batches).toEqual([['a1'], ['b1'], ['a2'], ['a3']]);
});

test('what comes while it rests between two goes goes along with what waited', async () => {
  const rest = Promise.withResolvers<void>();
  const batches: number[][] = [];
  const act = (inputs: number[]) => {
    batches.push(inputs);
    return Promise.resolve(inputs);
  };
  const ask = gather(act, { most: 10, blamesOne: () => false, between: () => rest.promise });
  expect(await ask(1)).toBe(1);
  const waiting = [ask(2)];
  await turn();
  waiting.push(ask(3));
  rest.resolve();
  expect(await Promise.all(waiting)).toEqual([2, 3]);
  expect(batches).toEqual([[1], [2, 3]]);
});
