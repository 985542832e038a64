/** The people and dates of a history of sign-ups as the database has them, and whether the model tells the same. */
import assert from 'node:assert/strict';
import type { AccountViewer, OrganisationId } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import { derivedPseudonym } from '#participants/server';
import { db } from '#platform/db';
import type { Party, PlacesModel } from './places-model.ts';

export interface Cast {
  organisationId: OrganisationId;
  staff: AccountViewer;
  people: ParticipantViewer[];
  /** The evening of first talks, and everybody's sign-up there. */
  talk: { id: string; receipts: string[] };
}

export interface World extends Cast {
  seriesId: string;
  dates: string[];
  advance(by: number): void;
}

export const at = <T>(all: T[], n: number): T => {
  const one = all[n];
  if (one === undefined) throw new Error('out of range');
  return one;
};

/** Counted round and round: a history may have one date alone. */
export const dateOf = ({ dates }: World, n: number): string => at(dates, n % dates.length);

const faceOf = ({ people, organisationId }: Cast, who: number) =>
  derivedPseudonym(at(people, who), organisationScope(organisationId));

export async function signupOf(world: World, who: number, n: number): Promise<string> {
  const row = await db
    .selectFrom('signups')
    .select('id')
    .where('occurrence_id', '=', dateOf(world, n))
    .where('pseudonym', '=', faceOf(world, who))
    .where('state', '<>', 'cancelled')
    .executeTakeFirst();
  return row?.id ?? '';
}

export async function agree(model: PlacesModel, world: World): Promise<void> {
  const rows = await db
    .selectFrom('signups')
    .select(['occurrence_id', 'pseudonym', 'party_size', 'state'])
    .where('occurrence_id', 'in', world.dates)
    .where('state', '<>', 'cancelled')
    .orderBy('queue_no')
    .execute();
  const dates = await db
    .selectFrom('occurrences')
    .select(['id', 'capacity', 'taken', 'waiting'])
    .where('id', 'in', world.dates)
    .execute();
  const faces = world.people.map((_, who) => faceOf(world, who) as string);
  world.dates.forEach((id, n) => {
    const told = at(model.dates, n);
    const parties = rows
      .filter((row) => row.occurrence_id === id)
      .map((row) => ({
        who: faces.indexOf(row.pseudonym),
        size: row.party_size,
        state: row.state as Party['state'],
      }));
    const counted = dates.find((date) => date.id === id);
    assert.deepEqual(parties, told.parties, `date ${n}`);
    assert.equal(new Set(parties.map(({ who }) => who)).size, parties.length, 'one per person');
    assert.equal(counted?.taken, model.taken(told), `taken at ${n}`);
    assert.equal(
      counted.waiting,
      told.parties.filter(({ state }) => state === 'waiting').length,
      `waiting at ${n}`,
    );
    assert.ok(counted.taken <= (counted.capacity ?? Infinity), `overbooked at ${n}`);
  });
}
