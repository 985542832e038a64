import { getLocale } from '#paraglide/runtime';
import { m } from '#paraglide/messages';
import { now } from '#platform/clock';
import { log } from '#platform/log';
import { hrefOf, type Hotline } from '#windows';
import { openHotlines } from '#windows/server';
import { phoneLines } from '../lines.server.ts';
import type { PhoneLine } from '../lines.ts';

const MOST = 3;

/** The lines open at this moment that anybody may call; those open all night where none can be read. */
export async function openLines(prefCode: string | undefined): Promise<PhoneLine[]> {
  try {
    const open = await openHotlines(now(), prefCode);
    const lines = open.filter((line) => line.topic === 'anyone').slice(0, MOST);
    if (lines.length > 0) return lines.map(shown);
  } catch (error) {
    log.warn({ err: error }, 'open lines could not be read');
  }
  return (await phoneLines()).night;
}

function shown(line: Hotline): PhoneLine {
  const english = getLocale() === 'en';
  const notes = [
    english ? line.hoursTextEn : line.hoursText,
    line.freeOfCharge ? m.shell_free_of_charge() : '',
    line.hardToReach ? m.shell_hard_to_reach() : '',
  ];
  return {
    name: english ? line.nameEn : line.name,
    number: line.contact,
    href: hrefOf(line.contact),
    note: notes.filter(Boolean).join(english ? '. ' : '。'),
  };
}
