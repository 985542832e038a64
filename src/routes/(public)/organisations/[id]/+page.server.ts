import { error } from '@sveltejs/kit';
import { findArea, listPrefectures } from '#areas/server';
import type { OrganisationRecord } from '#organisations';
import { findOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { comingOf } from '#schedule/server';
import type { PageServerLoad } from './$types';

const SHOWN = 20;

export const load: PageServerLoad = async ({ params }) => {
  const organisation = await findOrganisation(params.id);
  if (!organisation?.shown) error(404);
  const [rows, where] = await Promise.all([
    comingOf([organisation.id], { limit: SHOWN }),
    whereIs(organisation),
  ]);
  return { organisation, rows, where, now: now() };
};

async function whereIs({ code5, prefCode }: OrganisationRecord): Promise<string | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return `${area.prefecture} ${area.name}`;
  return (await listPrefectures()).find((one) => one.prefCode === prefCode)?.name ?? null;
}
