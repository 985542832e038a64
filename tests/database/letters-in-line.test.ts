/** Of more letters than a desk lists, each is on one page of the line, whoever answers meanwhile. */
import { expect, test } from 'vitest';
import type { AccountViewer } from '#accounts';
import { lettersInLine, openLetter, quietenLetter, replyToLetter } from '#urgent/server';
import { useNightClock } from '../support/clock.ts';
import { aLetterAt, contactRow, lettersLike } from '../support/contacts.ts';
import { worksAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

/** All pages, one after the other, as the links lead; `between`: before each further page is asked for. */
async function pagesOf(viewer: AccountViewer, between: () => unknown = () => undefined) {
  const pages: string[][] = [];
  let page = await lettersInLine(viewer);
  for (;;) {
    pages.push(page.letters.map(({ contactId }) => contactId));
    if (!page.next) return pages;
    await between();
    page = await lettersInLine(viewer, page.next.after);
  }
}

async function answered(viewer: AccountViewer, contactId: string) {
  await openLetter(viewer, contactId);
  const words = 'お待たせしました';
  expect(await replyToLetter(viewer, { contactId, words })).toBe('replied');
}

test('each of very many is on one page of the line, those past their day first, whoever answers meanwhile', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await worksAt(town.own);
  const first = await aLetterAt(town.own, null);
  const alike = await lettersLike(first, 118);
  clock.set((await contactRow(first)).answer_by ?? clock.now);
  const last = await aLetterAt(town.own, null);
  const all = [first, ...alike, last];
  const pages = await pagesOf(staff);
  expect(pages.map(({ length }) => length)).toEqual([50, 50, 20]);
  expect(pages.flat()).toHaveLength(new Set(pages.flat()).size);
  expect(new Set(pages.flat())).toEqual(new Set(all));
  expect([pages[0]?.[0], pages[2]?.at(-1)]).toEqual([first, last]);

  const [[seen = '', , ...rest] = [], [gone = '', ...stays] = [], third = []] = pages;
  const seenLast = rest.at(-1) ?? '';
  const meanwhile = [seen, seenLast, gone];
  const followed = await pagesOf(staff, async () => {
    for (const id of meanwhile.splice(0)) await answered(staff, id);
  });
  expect(followed[0]).toEqual(pages[0]);
  expect(followed.slice(1).flat()).toEqual([...stays, ...third]);
});

test('a supervisor finds all that are late there on its pages, also what they keep quiet, and nobody of another house any', async () => {
  const clock = useNightClock();
  const town = await aTown();
  const staff = await worksAt(town.own);
  const supervisor = await worksAt(town.own, 'supervisor');
  const others = await Promise.all(
    (['window_staff', 'supervisor', 'admin'] as const).map((role) => worksAt(town.centre, role)),
  );
  const admin = await worksAt(town.own, 'admin');
  const first = await aLetterAt(town.own, null);
  const late = [first, ...(await lettersLike(first, 59))];
  expect(await pagesOf(supervisor)).toEqual([[]]);
  clock.set((await contactRow(first)).answer_by ?? clock.now);
  const inTime = await aLetterAt(town.own, null);
  await quietenLetter(supervisor, first);
  expect((await pagesOf(supervisor)).flat()).toHaveLength(60);
  expect(new Set((await pagesOf(supervisor)).flat())).toEqual(new Set(late));
  expect(new Set((await pagesOf(staff)).flat())).toEqual(new Set([...late, inTime]));
  const { next } = await lettersInLine(staff);
  for (const nobody of [...others, admin]) {
    expect(await pagesOf(nobody)).toEqual([[]]);
    expect((await lettersInLine(nobody, next?.after)).letters).toEqual([]);
  }
});
