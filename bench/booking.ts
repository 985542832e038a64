/**
 * Sign-ups through the portal's verb, of people whom no row knows yet and of people who come again, and as forms posted to the
 * built portal. Beside them places taken by bare SQL, one row each; and once with all the rows that the portal keeps of a
 * stranger, so that what is won by writing many together shows apart from what is written more.
 */
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { organisationScope, type ParticipantViewer } from '#participants';
import type { NewPerson } from '#participants/server';
import { db, sql } from '#platform/db';
import { newFormToken, signUp } from '#signup/server';
import { startPortal, type Portal } from '../tests/support/portal.ts';
import { filledForm } from '../tests/support/signup.ts';
import { openBookingFloor } from './floors/booking.ts';
import { closedLoop } from './measure.ts';
import { compare, type Line } from './report.ts';
import { seedPeople, seedPublisher, seedSessions } from './seed.ts';

const CALLERS = 32;
const RUN_SECONDS = 3;
const SESSIONS = 1_000;
/** A session has a thousand places at most: a hot session that is nearly full hands over to the next. */
const PLACES = 900;
/** So many that nobody comes to one session twice. */
const PEOPLE = 2_000;

/** Of the nth sign-up. */
type Nth<T> = (turn: number) => T;
type Measure = () => Promise<number>;

const hot: Nth<number> = (turn) => Math.floor(turn / PLACES) % SESSIONS;
const spread: Nth<number> = (turn) => turn % SESSIONS;

interface Sides {
  publisher: string;
  people: NewPerson[];
  floor: Awaited<ReturnType<typeof openBookingFloor>>;
  portal: Portal;
}

export async function benchBooking(databaseUrl: string): Promise<Line[]> {
  const publisher = await seedPublisher();
  const people = await seedPeople(publisher, PEOPLE);
  await signUpOnce(people, await seedSessions(publisher, 10));
  const scope = organisationScope(publisher);
  const floor = await openBookingFloor(databaseUrl, { sessions: SESSIONS, scope });
  const portal = await startPortal({ DATABASE_URL: databaseUrl });
  const sides = { publisher, people, floor, portal };
  try {
    const lines = [
      ...(await linesAt('one hot session', hot, sides)),
      ...(await linesAt('spread over 1,000 sessions', spread, sides)),
    ];
    await refuseOversold();
    return lines;
  } finally {
    await portal.stop();
    await floor.close();
  }
}

async function linesAt(
  where: string,
  placeOf: Nth<number>,
  { publisher, people, floor, portal }: Sides,
): Promise<Line[]> {
  /** Each line has its own, which nobody has filled. */
  const sessions = async (): Promise<Nth<string>> => {
    const ids = await seedSessions(publisher, SESSIONS);
    return (turn) => ids[placeOf(turn)] ?? '';
  };
  const oneRow = inTurn((turn) => floor.book(placeOf(turn)));
  const line = (who: string, ours: Measure, beside = oneRow) =>
    compare({ name: `${who}, ${where}`, unit: 'per second', floor: beside, ours });
  const strangers = async () => signingUp(await sessions(), () => null);
  const known = async () => signingUp(await sessions(), (turn) => personOf(people, turn).viewer);
  const sessionOf = await sessions();
  const allRows = inTurn((turn) => floor.bookWhole(sessionOf(turn)));
  return [
    await line('sign-ups of strangers', await strangers()),
    await line('the same beside all their rows, one by one', await strangers(), allRows),
    await line('sign-ups of people known there', await known()),
    await line('their forms, posted to the portal', posting(portal, await sessions(), people)),
  ];
}

function personOf(people: NewPerson[], turn: number): NewPerson {
  const person = people[(turn + Math.floor(turn / SESSIONS)) % people.length];
  if (!person) throw new Error('nobody to sign up');
  return person;
}

/** Goes on where the run before it ended. */
function inTurn(act: Nth<Promise<void>>): Measure {
  let turn = 0;
  return async () => (await closedLoop(CALLERS, RUN_SECONDS * 1_000, () => act(turn++))).perSecond;
}

const signingUp = (sessionOf: Nth<string>, who: Nth<ParticipantViewer | null>): Measure =>
  inTurn((turn) => signUpAt(sessionOf(turn), who(turn)));

async function signUpAt(occurrenceId: string, who: ParticipantViewer | null): Promise<void> {
  const result = await signUp(who, filledForm(occurrenceId, { message: randomUUID() }));
  if (typeof result !== 'object' || !('receipt' in result))
    throw new Error(`refused: ${JSON.stringify(result)}`);
}

/** As a form without script is posted; its token was made when its page was read. Only what is taken is answered by a way on. */
function posting(portal: Portal, sessionOf: Nth<string>, people: NewPerson[]): Measure {
  let turn = 0;
  const next = () => {
    const { cookie } = personOf(people, turn);
    const fields = { formToken: newFormToken(), nickname: 'ひだまり', message: randomUUID() };
    return {
      path: `/sessions/${sessionOf(turn++)}?/signUp`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'text/html',
        origin: portal.url,
        cookie: `${cookie.name}=${cookie.value}`,
      },
      body: new URLSearchParams(fields).toString(),
    };
  };
  return async () => {
    const { requests, '3xx': taken } = await autocannon({
      url: portal.url,
      connections: CALLERS,
      duration: RUN_SECONDS,
      requests: [{ method: 'POST', setupRequest: (request) => ({ ...request, ...next() }) }],
    });
    if (taken !== requests.total) throw new Error(`${requests.total - taken} forms refused`);
    return requests.average;
  };
}

/** Nobody is the first: PostgreSQL reads tables from end to end that were empty when it last counted them. */
async function signUpOnce(people: NewPerson[], sessions: string[]): Promise<void> {
  await Promise.all(
    people.map(({ viewer }, n) => signUpAt(sessions[n % sessions.length] ?? '', viewer)),
  );
  await sql`analyze`.execute(db);
}

/** What was given is what is stored, and never more than there is. */
async function refuseOversold(): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select o.id from occurrences o left join signups g on g.occurrence_id = o.id and g.state = 'confirmed'
    group by o.id having coalesce(sum(g.party_size), 0) <> o.taken or o.taken > o.capacity`.execute(
    db,
  );
  if (rows.length > 0) throw new Error(`${rows.length} sessions oversold or miscounted`);
}
