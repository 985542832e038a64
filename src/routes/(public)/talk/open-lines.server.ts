import { now } from '#platform/clock';
import { log } from '#platform/log';
import { openHotlines } from '#windows/server';
import { phoneLineOf, phoneLines } from '../lines.server.ts';
import type { PhoneLine } from '../lines.ts';

const MOST = 3;

/** The lines open at this moment that anybody may call; those open all night where none can be read. */
export async function openLines(prefCode: string | undefined): Promise<PhoneLine[]> {
  try {
    const open = await openHotlines(now(), prefCode);
    const lines = open.filter((line) => line.topic === 'anyone').slice(0, MOST);
    if (lines.length > 0) return lines.map(phoneLineOf);
  } catch (error) {
    log.warn({ err: error }, 'open lines could not be read');
  }
  return (await phoneLines()).night;
}
