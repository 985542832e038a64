import { fullName } from '#areas';
import { findArea, listPrefectures } from '#areas/server';
import type { OrganisationRecord } from '#organisations';

/** Where an organisation is, as a reader reads it; null for the whole country. */
export async function whereIs({
  code5,
  prefCode,
}: Pick<OrganisationRecord, 'code5' | 'prefCode'>): Promise<string | null> {
  const area = code5 ? await findArea(code5) : undefined;
  if (area) return fullName(area);
  return (await listPrefectures()).find((one) => one.prefCode === prefCode)?.name ?? null;
}
