/** A person's own sign-ups for their own calendar: all of them at a secret address, or one as a file. */
import { m } from '#paraglide/messages';
import { organisationScope, type ParticipantViewer } from '#participants';
import { calendarReader, derivedPseudonym } from '#participants/server';
import { writeCalendar } from '#platform/calendar';
import { days, later, now } from '#platform/clock';
import { db } from '#platform/db';
import { discreet } from '#schedule/server';
import { calendarEntry, type Kept } from '../receipt/calendar-entry.ts';
import { listKept } from './calendar-queries.server.ts';
import { findOwnSignup } from '../change.server.ts';

/** Entries stay so long after they are over, so that readers which ask rarely hear of a late change. */
const REMEMBERED = days(30);

/** What the address tells, and nothing else of the person; `not_found` for one that opens nothing. */
export async function ownCalendar(secret: string, source: string): Promise<string | 'not_found'> {
  const reader = await calendarReader(secret);
  if (!reader) return 'not_found';
  const kept = await listKept(db, reader.faces, later(now(), -REMEMBERED));
  const neutral = m.signup_calendar_summary();
  // Locked screens show titles: one that tells what it is about stands there neither by choice.
  const called = ({ title }: Kept) =>
    reader.titles === 'own' ? discreet(title, neutral) : neutral;
  return writeCalendar(
    { title: m.ui_brand(), source },
    kept.map((one) => calendarEntry(one, called(one))),
  );
}

/** One of the viewer's own as a file; it has the same identity as in their calendar. */
export async function calendarFileOf(
  viewer: ParticipantViewer,
  signupId: string,
): Promise<string | undefined> {
  const own = await findOwnSignup(viewer, signupId);
  if (!own) return;
  const face = derivedPseudonym(viewer, organisationScope(own.occurrence.organisationId));
  const kept = (await listKept(db, [face], null)).find(({ id }) => id === own.signup.id);
  if (!kept) return;
  const entry = calendarEntry(kept, m.signup_calendar_summary());
  return writeCalendar({ title: m.ui_brand(), takesBack: entry.status === 'cancelled' }, [entry]);
}
