import { building } from '$app/environment';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { now } from '#platform/clock';
import { log } from '#platform/log';
import { hrefOf, neverCloses, type Hotline } from '#windows';
import { linesNow } from '#windows/server';
import { shippedHotlines } from '#windows/shipped-hotlines';
import type { PhoneLine, PhoneLines } from './lines.ts';

/** What every public page shows at its foot. Never throws: it stands with the database stopped. */
export async function phoneLines(): Promise<PhoneLines> {
  const { emergency, open } = await readLines();
  return {
    emergency: emergency.map(phoneLineOf),
    night: open.filter(isForAnyoneByPhone).slice(0, 1).map(phoneLineOf),
  };
}

async function readLines(): Promise<Lines> {
  if (building) return asShipped();
  try {
    const lines = await linesNow(now());
    if (lines.emergency.length > 0) return lines;
  } catch (error) {
    log.warn({ err: error }, 'phone lines are shown as shipped');
  }
  return asShipped();
}

interface Lines {
  emergency: Hotline[];
  open: Hotline[];
}

function asShipped(): Lines {
  const shipped = shippedHotlines();
  return {
    emergency: shipped.filter((line) => line.topic === 'emergency'),
    open: shipped.filter((line) => line.topic !== 'emergency' && neverCloses(line.hours)),
  };
}

const isForAnyoneByPhone = (line: Hotline): boolean =>
  line.topic === 'anyone' && line.methods.includes('phone');

/** A hotline's row in the language of the page. */
export function phoneLineOf(line: Hotline): PhoneLine {
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
