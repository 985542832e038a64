import { describe, expect, test } from 'vitest';
import type { AccountViewer, OrganisationId } from '#accounts';
import { confirmImport, discardImport, handIn, importTasks } from '#imports/server';
import { now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { IMPORTED_LISTS as LISTS } from '../../src/imported-lists.server.ts';
import { takeNextConfirmation, takeNextFile } from '../../src/imports/under-way-queries.server.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';

const LIST = new TextEncoder().encode(
  'イベント名,開始日,開始時間,終了時間\r\n家族のつどい,2099-12-05,13:30,15:00',
);
const [importing] = importTasks(LISTS);

interface Sender {
  organisation: OrganisationId;
  publisher: AccountViewer;
}

async function aSender(standing: 'verified' | 'applied'): Promise<Sender> {
  const verified_at = standing === 'verified' ? new Date() : null;
  const organisation = await anOrganisation({ standing, verified_at });
  return { organisation, publisher: await anAccount(organisation, 'publisher') };
}

const send = ({ organisation, publisher }: Sender, bytes: Uint8Array = LIST) =>
  handIn(
    publisher,
    { kind: 'events', fileName: '行事.csv', organisationId: organisation, bytes },
    LISTS,
  );

async function sent(sender: Sender, lists: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < lists; at += 1) ids.push(takenIn(await send(sender)));
  return ids;
}

function takenIn(answer: Awaited<ReturnType<typeof handIn>>): string {
  if (typeof answer !== 'string' || answer === 'not_found') throw new Error(JSON.stringify(answer));
  return answer;
}

const nobodyElseSent = () => sql`truncate imports cascade`.execute(db);
const countOf = async ({ organisation }: Sender) =>
  (
    await db
      .selectFrom('imports')
      .select('id')
      .where('organisation_id', '=', organisation)
      .execute()
  ).length;

describe('a public organisation', () => {
  test('has ten lists undecided and no more, until it calls one off or imports one', async () => {
    const town = await aSender('verified');
    const [first = '', second = ''] = await sent(town, 10);
    expect(await send(town)).toEqual({ refused: 'too_many' });
    expect(await discardImport(town.publisher, first, LISTS)).toBe('discarded');
    takenIn(await send(town));
    expect(await send(town)).toEqual({ refused: 'too_many' });
    await importing?.run(now());
    expect(await confirmImport(town.publisher, second, LISTS)).toBe('confirmed');
    await importing?.run(now());
    takenIn(await send(town));
    takenIn(await send(await aSender('verified')));
  });

  test('that sends many at once has ten of them', async () => {
    const town = await aSender('verified');
    await sent(town, 8);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(town)));
    expect(answers.filter((one) => typeof one === 'string')).toHaveLength(2);
    expect(await countOf(town)).toBe(10);
  });
});

describe('an organisation that nobody verified', () => {
  test('has three lists, and importing them makes no room', async () => {
    const stranger = await aSender('applied');
    const [first = ''] = await sent(stranger, 3);
    expect(await send(stranger)).toEqual({ refused: 'hidden_too_many' });
    await importing?.run(now());
    expect(await confirmImport(stranger.publisher, first, LISTS)).toBe('confirmed');
    await importing?.run(now());
    expect(await send(stranger)).toEqual({ refused: 'hidden_too_many' });
    expect(await countOf(stranger)).toBe(3);
  });

  test('has two megabytes a file, where a public one has twenty', async () => {
    const large = new Uint8Array(2 * 1024 * 1024 + 1);
    expect(await send(await aSender('applied'), large)).toEqual({ refused: 'hidden_too_large' });
    takenIn(await send(await aSender('verified'), large));
  });

  test('finds no room once a hundred lists of such organisations are there; a town does', async () => {
    await nobodyElseSent();
    const others = await aSender('applied');
    takenIn(await send(others));
    await sql`insert into imports (organisation_id, kind, file_name, sha256, bytes, due_at, created_at)
      select organisation_id, kind, file_name, sha256, bytes, due_at, created_at
      from imports, generate_series(2, 99)`.execute(db);
    const stranger = await aSender('applied');
    takenIn(await send(stranger));
    expect(await send(stranger)).toEqual({ refused: 'hidden_together' });
    takenIn(await send(await aSender('verified')));
  });

  test('keeps no town waiting: its files are read, and its lists written, after theirs', async () => {
    await nobodyElseSent();
    const [stranger, town] = [await aSender('applied'), await aSender('verified')];
    const [early = ''] = await sent(stranger, 1);
    const [late = ''] = await sent(town, 1);
    await sql`update imports set due_at = due_at - interval '1 hour' where id = ${early}`.execute(
      db,
    );
    expect((await takeNextFile(now()))?.id).toBe(late);
    expect((await takeNextFile(now()))?.id).toBe(early);
    await sql`update imports set state = 'confirming', bytes = null, encoding = 'utf-8', total = 0,
      due_at = case when id = ${early} then ${now()}::timestamptz - interval '1 hour' else ${now()} end`.execute(
      db,
    );
    expect((await takeNextConfirmation(now()))?.id).toBe(late);
  });
});
