import { expect, test } from 'vitest';
import { demonstrationViewer, loadDemonstrationAccounts } from '#accounts/server';
import { demonstrationOrganisation, loadDemonstrationOrganisations } from '#organisations/server';
import { db } from '#platform/db';
import { loadDemonstrationSchedule, standByNameOf, untouchedDates } from '#schedule/server';
import { loadDemonstrationSignUps, roomCodeOf, signupsAt } from '#signup/server';

test('shows a full house once: one moved up, one who waits, one who phoned, a number at the door, an answer, a colleague to call', async () => {
  await loadDemonstrationOrganisations();
  await loadDemonstrationAccounts(demonstrationOrganisation);
  await loadDemonstrationSchedule();
  const { meeting = '', course = '' } = await untouchedDates();
  for (let start = 0; start < 2; start += 1) await loadDemonstrationSignUps();
  expect(await untouchedDates()).toEqual({});

  const publisher = await demonstrationViewer('nobu');
  if (!publisher) throw new Error('nobody publishes');
  const signups = await signupsAt(publisher, meeting);
  if (signups === 'not_found') throw new Error(signups);
  const names = (state: string) =>
    signups.filter((line) => line.state === state).map(({ nickname }) => nickname);
  expect(names('confirmed')).toContain('さざなみ');
  expect(names('confirmed')).not.toContain('あさがお');
  expect(names('waiting')).toEqual(['つきみ']);
  expect(signups.filter(({ byPhone }) => byPhone)).toMatchObject([{ nickname: 'おばあちゃん' }]);
  expect(await roomCodeOf(publisher, meeting)).toMatchObject({
    code: expect.any(String) as string,
  });
  expect(await signupsAt(publisher, course)).toMatchObject([
    { answers: [{ answer: '親が年をとってからのこと' }] },
  ]);

  const slot = await db
    .selectFrom('occurrences')
    .select('id')
    .where('kind', '=', 'peer_consultation')
    .executeTakeFirstOrThrow();
  expect(await standByNameOf(slot.id)).toBe('かえで');
});
