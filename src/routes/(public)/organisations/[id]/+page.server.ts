import { error } from '@sveltejs/kit';
import { fullName } from '#areas';
import { findArea, listPrefectures } from '#areas/server';
import type { OrganisationRecord } from '#organisations';
import { findOrganisation, peopleOf } from '#organisations/server';
import { now } from '#platform/clock';
import { comingOf, comingWith } from '#schedule/server';
import { listWindows } from '#windows/server';
import type { PageServerLoad } from './$types';

const SHOWN = 20;

export const load: PageServerLoad = async ({ params }) => {
  const organisation = await findOrganisation(params.id);
  if (!organisation?.shown) error(404);
  const { id } = organisation;
  const [rows, together, windows, people, where] = await Promise.all([
    comingOf([id], { limit: SHOWN }),
    comingWith(id, SHOWN),
    listWindows({ organisationId: id }),
    peopleOf(id),
    whereIs(organisation),
  ]);
  return {
    organisation,
    rows,
    together,
    places: [...new Map(rows.filter(isPlace).map((row) => [row.seriesId, row])).values()],
    windows: windows.map((window) => ({ id: window.id, name: window.name })),
    people,
    where,
    now: now(),
  };
};

const isPlace = ({ kind }: { kind: string }) => kind === 'gathering_place';

async function whereIs({ code5, prefCode }: OrganisationRecord): Promise<string | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return fullName(area);
  return (await listPrefectures()).find((one) => one.prefCode === prefCode)?.name ?? null;
}
