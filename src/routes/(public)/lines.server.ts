import type { PhoneLines } from './lines.ts';

/** What every public page shows at its foot. Never throws: the shell must stand with the database stopped. */
export async function phoneLines(): Promise<PhoneLines> {
  return { emergency: [], night: [] };
}
