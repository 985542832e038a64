import { error } from '@sveltejs/kit';
import { findClaimable, findOrganisation, peopleOf } from '#organisations/server';
import { now } from '#platform/clock';
import { comingOf, comingWith } from '#schedule/server';
import { desksWith, listWindows } from '#windows/server';
import { whereIs } from '../../../where-is.server.ts';
import type { PageServerLoad } from './$types';

const SHOWN = 20;

export const load: PageServerLoad = async ({ params }) => {
  const organisation = await findOrganisation(params.id);
  if (!organisation?.shown) error(404);
  const { id } = organisation;
  const [rows, together, windows, desks, people, where, claimable] = await Promise.all([
    comingOf([id], { limit: SHOWN }),
    comingWith(id, SHOWN),
    listWindows({ organisationId: id }),
    desksWith(id),
    peopleOf(id),
    whereIs(organisation),
    findClaimable(id),
  ]);
  return {
    organisation,
    rows,
    together,
    places: [...new Map(rows.filter(isPlace).map((row) => [row.seriesId, row])).values()],
    windows: [...windows, ...desks].map(({ id, name }) => ({ id, name })),
    people,
    where,
    claimable: claimable?.id,
    now: now(),
  };
};

const isPlace = ({ kind }: { kind: string }) => kind === 'gathering_place';
