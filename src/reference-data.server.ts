/** Entrance for the data we ship. Each feature writes its own only where it differs from what was loaded before. */
import type { Kysely } from 'kysely';
import { loadReferenceData as loadAreas } from '#areas/server';
import type { DB } from '#platform/db';
import { loadReferenceData as loadWindows } from '#windows/server';

/** In this order: hotlines refer to prefectures. */
export async function loadReferenceData(db: Kysely<DB>): Promise<void> {
  await loadAreas(db);
  await loadWindows(db);
}
