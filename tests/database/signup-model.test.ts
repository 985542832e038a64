/** The sign-up verbs against a model that knows nothing of tables: a list of the confirmed and a list of those who wait. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ParticipantViewer } from '#participants';
import { hours, later, minutes, now } from '#platform/clock';
import { db } from '#platform/db';
import { cancelSignup, changeSignup, signUp } from '#signup/server';
import type { SignupId } from '#signup';
import { useFakeClock } from '../support/clock.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm } from '../support/signup.ts';
import { createParticipant } from '../support/participants.ts';

const PEOPLE = 8;

interface Party {
  who: number;
  size: number;
}

class Model {
  confirmed: Party[] = [];
  queue: Party[] = [];
  readonly capacity: number;
  lastHour = false;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  get free(): number {
    return this.confirmed.reduce((left, { size }) => left - size, this.capacity);
  }

  has = (who: number): boolean =>
    [...this.confirmed, ...this.queue].some((party) => party.who === who);

  arrive(who: number, size: number): void {
    if (this.has(who) || size > this.capacity) return;
    (size <= this.free ? this.confirmed : this.queue).push({ who, size });
  }

  leave(who: number): void {
    this.confirmed = this.confirmed.filter((party) => party.who !== who);
    this.queue = this.queue.filter((party) => party.who !== who);
    this.promote();
  }

  resize(who: number, size: number): void {
    const seated = this.confirmed.find((party) => party.who === who);
    const party = seated ?? this.queue.find((waiting) => waiting.who === who);
    if (!party || size > this.capacity) return;
    if (seated && size - party.size > this.free) return;
    party.size = size;
    this.promote();
  }

  private promote(): void {
    if (this.lastHour) return;
    for (const party of [...this.queue]) {
      if (party.size > this.free) continue;
      this.queue.splice(this.queue.indexOf(party), 1);
      this.confirmed.push(party);
    }
  }
}

interface World {
  id: string;
  people: ParticipantViewer[];
  receipts: Map<number, SignupId>;
}

type Step = fc.AsyncCommand<Model, World>;

const step = (label: string, run: (model: Model, world: World) => Promise<void>): Step => ({
  check: () => true,
  toString: () => label,
  async run(model, world) {
    await run(model, world);
    await agree(model, world);
  },
});

const personOf = ({ people }: World, who: number): ParticipantViewer => {
  const person = people[who];
  if (!person) throw new Error('no such person');
  return person;
};

const arriving = (who: number, size: number): Step =>
  step(`${who} arrives with ${size}`, async (model, world) => {
    model.arrive(who, size);
    const outcome = await signUp(personOf(world, who), filledForm(world.id, { partySize: size }));
    if (typeof outcome === 'object' && 'receipt' in outcome)
      world.receipts.set(who, outcome.receipt);
  });

const leaving = (who: number): Step =>
  step(`${who} leaves`, async (model, world) => {
    model.leave(who);
    await cancelSignup(personOf(world, who), world.receipts.get(who) ?? '');
  });

const resizing = (who: number, size: number): Step =>
  step(`${who} comes with ${size}`, async (model, world) => {
    model.resize(who, size);
    const details = { nickname: 'そら', way: 'text' as const, partySize: size };
    await changeSignup(personOf(world, who), world.receipts.get(who) ?? '', details);
  });

async function agree(model: Model, world: World): Promise<void> {
  const counters = await db
    .selectFrom('occurrences')
    .select(['taken', 'waiting'])
    .where('id', '=', world.id)
    .executeTakeFirstOrThrow();
  expect(counters).toEqual({ taken: model.capacity - model.free, waiting: model.queue.length });
  const rows = await db
    .selectFrom('signups')
    .select(['id', 'state'])
    .where('occurrence_id', '=', world.id)
    .where('state', '<>', 'cancelled')
    .orderBy('queue_no')
    .execute();
  const idsIn = (state: string) => rows.filter((row) => row.state === state).map(({ id }) => id);
  const idsOf = (parties: Party[]) => parties.map(({ who }) => world.receipts.get(who));
  expect(idsIn('waiting')).toEqual(idsOf(model.queue));
  expect(idsIn('confirmed').sort()).toEqual(idsOf(model.confirmed).sort());
}

const who = fc.nat({ max: PEOPLE - 1 });
const size = fc.integer({ min: 1, max: 4 });
const steps = fc.commands(
  [
    fc.tuple(who, size).map(([person, party]) => arriving(person, party)),
    who.map(leaving),
    fc.tuple(who, size).map(([person, party]) => resizing(person, party)),
  ],
  { maxCommands: 40, size: 'max' },
);

test('whatever people do, in whatever order, places and queue are as the rule says', async () => {
  const clock = useFakeClock('2026-11-21T09:00:00Z');
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => createParticipant()));
  const series_id = await aSeries();
  let made = 0;
  const inTheLastHour = fc.boolean();
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      inTheLastHour,
      steps,
      async (capacity, late, acts) => {
        const starts_at = later(clock.now, late ? minutes(50) : hours(48) + minutes((made += 1)));
        const own = late ? await aSeries() : series_id;
        const id = await anOccurrence({ series_id: own, starts_at, capacity });
        const model = new Model(capacity);
        model.lastHour = late;
        const world = { id, people: people.map(({ viewer }) => viewer), receipts: new Map() };
        await fc.asyncModelRun(() => ({ model, real: world }), acts);
      },
    ),
    { numRuns: 40 },
  );
  expect(now()).toEqual(clock.now);
}, 60_000);
