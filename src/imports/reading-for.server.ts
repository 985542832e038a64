/** The municipalities, and where the sender of a list is at home. */
import type { Town } from '#areas';
import { areaRegister, findArea } from '#areas/server';
import { findOrganisation } from '#organisations/server';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import type { Reading } from './reading.ts';

/** What a list of an organisation, or of the site, is read with. */
export async function readingFor(organisationId: string | null): Promise<Reading> {
  const organisation = organisationId ? await findOrganisation(organisationId) : undefined;
  return {
    register: await areaRegister(),
    home: organisation ? await homeOf(organisation) : null,
    siteUrl: organisation?.url ?? null,
    today: localDate(now()),
  };
}

async function homeOf({
  code5,
  prefCode,
}: {
  code5: string | null;
  prefCode: string | null;
}): Promise<Town | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return { code5: area.code5, prefCode: area.prefCode };
  return prefCode ? { code5: null, prefCode } : null;
}
