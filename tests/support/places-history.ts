/** Histories of sign-ups drawn by chance, done by the real verbs and told by the model beside them. */
import fc from 'fast-check';
import { hours, later, minutes, now } from '#platform/clock';
import { db, inTransaction, sql } from '#platform/db';
import { cancelOccurrence } from '#schedule/server';
import {
  cancelSignup,
  changeSignup,
  markFirstTalk,
  promoteWaiting,
  promoteWhereFree,
  signUp,
  signupTasks,
  stopStanding,
  takeFreePlace,
} from '#signup/server';
import { createParticipant } from './participants.ts';
import { PlacesModel, TERMS } from './places-model.ts';
import { agree, at, dateOf, signupOf, type Cast, type World } from './places-world.ts';
import { anAccount, anOrganisation } from './organisations.ts';
import { anOccurrence, aSeries } from './schedule.ts';
import { filledForm } from './signup.ts';

const PEOPLE = 6;
const DAY = 24 * 60;
/** In minutes from the beginning: one has opened, the others open later. */
const STARTS = [2 * DAY, 6 * DAY, 9 * DAY];

type Step = fc.AsyncCommand<PlacesModel, World>;

const step = (
  label: string,
  tell: (model: PlacesModel) => void,
  act: (world: World) => Promise<unknown>,
): Step => ({
  check: () => true,
  toString: () => label,
  async run(model, world) {
    tell(model);
    await act(world);
    model.seatStanding();
    await clockLooks();
    await agree(model, world);
  },
});

const clockLooks = async () => signupTasks.find(({ name }) => name === 'dates-opened')?.run(now());

const arriving = (who: number, n: number, size: number, every: boolean) =>
  step(
    `${who} comes to ${n} with ${size}${every ? ', and every time' : ''}`,
    (model) => model.arrive(who, n, size, every),
    (world) =>
      signUp(at(world.people, who), filledForm(dateOf(world, n), { partySize: size, every })),
  );

const leaving = (who: number, n: number) =>
  step(
    `${who} leaves ${n}`,
    (model) => model.leave(who, n),
    async (world) => cancelSignup(at(world.people, who), await signupOf(world, who, n)),
  );

const taking = (who: number, n: number) =>
  step(
    `${who} takes what is free at ${n}`,
    (model) => model.take(who, n),
    async (world) => takeFreePlace(at(world.people, who), await signupOf(world, who, n)),
  );

const resizing = (who: number, n: number, partySize: number) =>
  step(
    `${who} comes to ${n} with ${partySize} now`,
    (model) => model.resize(who, n, partySize),
    async (world) =>
      changeSignup(at(world.people, who), await signupOf(world, who, n), {
        nickname: 'そら',
        way: 'text',
        partySize,
      }),
  );

const stopping = (who: number, keep: boolean) =>
  step(
    `${who} stops coming every time${keep ? '' : ' and gives all up'}`,
    (model) => model.stop(who, keep),
    (world) => stopStanding(at(world.people, who), world.seriesId, { keep }),
  );

/** As a publisher's change does it: more places go to those who wait in the same transaction. */
const resizingDate = (n: number, capacity: number) =>
  step(
    `${n} has ${capacity} places`,
    (model) => model.setCapacity(n, capacity),
    (world) =>
      inTransaction(async (trx, afterCommit) => {
        const id = dateOf(world, n);
        await sql`update occurrences set capacity = greatest(${capacity}, taken, 1) where id = ${id}`.execute(
          trx,
        );
        await promoteWaiting(trx, [id], afterCommit);
      }),
  );

const callingOff = (n: number) =>
  step(
    `${n} is called off`,
    (model) => model.callOff(n),
    (world) => cancelOccurrence(world.staff, dateOf(world, n), '都合により'),
  );

const talking = (who: number) =>
  step(
    `${who} has talked`,
    (model) => void model.talked.add(who),
    ({ staff, talk }) =>
      markFirstTalk(staff, {
        occurrenceId: talk.id,
        signupId: at(talk.receipts, who),
        done: true,
      }),
  );

const passing = (by: number) =>
  step(
    `${by} minutes pass`,
    (model) => model.pass(by),
    async (world) => {
      world.advance(minutes(by));
      await promoteWhereFree();
    },
  );

const who = fc.nat({ max: PEOPLE - 1 });
const n = fc.nat({ max: STARTS.length - 1 });
const size = fc.integer({ min: 1, max: 4 });
const steps = fc.commands(
  [
    fc.tuple(who, n, size, fc.boolean()).map((drawn) => arriving(...drawn)),
    fc.tuple(who, n).map((drawn) => leaving(...drawn)),
    fc.tuple(who, n).map((drawn) => taking(...drawn)),
    fc.tuple(who, n, size).map((drawn) => resizing(...drawn)),
    fc.tuple(who, fc.boolean()).map((drawn) => stopping(...drawn)),
    fc.tuple(n, fc.integer({ min: 1, max: 8 })).map((drawn) => resizingDate(...drawn)),
    n.map(callingOff),
    who.map(talking),
    fc.constantFrom(30, 5 * 60).map(passing),
    fc.constantFrom(DAY, 2 * DAY).map(passing),
  ],
  { maxCommands: 30, size: 'max' },
);
const settings = fc.record({
  /** All of them, or all the thronging at one. */
  starts: fc.constantFrom(STARTS, STARTS.slice(0, 1)),
  capacity: fc.integer({ min: 1, max: 6 }),
  together: fc.boolean(),
  asks: fc.boolean(),
  /** They have said "every time" before anything else: nothing would be told of who is first without several of them. */
  regulars: fc.uniqueArray(fc.record({ who, size }), { selector: (one) => one.who, maxLength: 4 }),
});

async function theCast(): Promise<Cast> {
  const organisationId = await anOrganisation();
  const made = await Promise.all(Array.from({ length: PEOPLE }, () => createParticipant()));
  const people = made.map(({ viewer }) => viewer);
  const series_id = await aSeries({ organisation_id: organisationId });
  const id = await anOccurrence({ series_id, starts_at: later(now(), hours(1)) });
  const receipts: string[] = [];
  for (const person of people) {
    const outcome = await signUp(person, filledForm(id));
    if (typeof outcome === 'object' && 'receipt' in outcome) receipts.push(outcome.receipt);
  }
  const staff = await anAccount(organisationId, 'publisher');
  return { organisationId, staff, people, talk: { id, receipts } };
}

/** Each history in a series of its own; fails with the shortest history on which the verbs and the model differ. */
export async function histories(
  runs: number,
  clock: { now: Date; advance(ms: number): void },
): Promise<void> {
  const cast = await theCast();
  await fc.assert(
    fc.asyncProperty(
      settings,
      steps,
      async ({ starts, capacity, together, asks, regulars }, acts) => {
        await db.deleteFrom('first_talks').execute();
        await db.deleteFrom('standing_signups').execute();
        const seriesId = await aSeries({
          organisation_id: cast.organisationId,
          all_dates: together,
          sign_up_policy: asks ? 'ask' : 'open',
          sign_up_opens_minutes: TERMS.opens,
          sign_up_closes_minutes: TERMS.closes,
          promotion_stops_minutes: TERMS.stops,
        });
        const dates: string[] = [];
        for (const start of starts)
          dates.push(
            await anOccurrence({
              series_id: seriesId,
              starts_at: later(clock.now, minutes(start)),
              capacity,
            }),
          );
        const model = new PlacesModel({ starts, capacity, together, asks });
        const real = { ...cast, seriesId, dates, advance: (by: number) => clock.advance(by) };
        for (const one of regulars) {
          if (asks) await talking(one.who).run(model, real);
          await arriving(one.who, 0, one.size, true).run(model, real);
        }
        await fc.asyncModelRun(() => ({ model, real }), acts);
      },
    ),
    { numRuns: runs },
  );
}
