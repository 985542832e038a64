/** Keeps what is typed in the editor while it is typed, so that a closed tab, an empty battery or a lost session costs nothing. */
import { organisationIdsOf, type AccountViewer } from '#accounts';
import { days, later, now } from '#platform/clock';
import { brokenConstraint, db } from '#platform/db';
import { isId } from '#platform/id';
import { findOwnSeries } from './own-series.server.ts';
import { mayPublish } from './privacy.ts';
import {
  fieldsInput,
  type Autosaved,
  type AutosavedElsewhere,
  type OwnWriting,
  type Writing,
  type WrittenFields,
} from './writing.ts';
import {
  deleteWritingSeen,
  findWriting,
  listOtherWriters,
  listOwnWritings,
  putWriting,
} from './writing-queries.server.ts';

interface Autosaving {
  fields: WrittenFields;
  /** The series' revision the writing began with; null for a new series. */
  basis: number | null;
  /** The mark that this screen saw last; null where it has seen none. */
  seen: string | null;
}

/** Takes whatever stands in the form, finished or not. For publishers; `not_found` also for a series that has ended. */
export async function autosaveWriting(
  viewer: AccountViewer,
  seriesId: string | null,
  { fields, basis, seen }: Autosaving,
): Promise<Autosaved | AutosavedElsewhere | 'too_long' | 'not_found'> {
  const series = seriesId === null ? null : await findOpen(viewer, seriesId);
  if (series === 'not_found' || organisationIdsOf(viewer, 'publish').length === 0)
    return 'not_found';
  const parsed = fieldsInput.safeParse(fields);
  if (!parsed.success || JSON.stringify(parsed.data).length > LONGEST) return 'too_long';
  const at = now();
  const began = series && beginning(basis, series.revision);
  const written = { fields: parsed.data, basis: began, keptAt: at, seen: readMark(seen) };
  const put = await putWriting(db, { ...viewer, seriesId }, written).catch(unlessGone);
  if (put === 'not_found') return put;
  if (put) return { mark: put.mark, at, changedMeanwhile: (series?.revision ?? 0) > (began ?? 0) };
  const there = await findWriting({ ...viewer, seriesId });
  // Between the two statements the other screen let go of it.
  if (!there) return autosaveWriting(viewer, seriesId, { fields, basis, seen: null });
  return { elsewhere: { mark: there.mark, at: there.keptAt } };
}

/** A list that was taken back took the series with it at this very moment. */
function unlessGone(error: unknown): 'not_found' {
  if (brokenConstraint(error) === 'series_writings_series') return 'not_found';
  throw error;
}

const LONGEST = 180_000;

/** A revision that there is, whatever the form says. */
const beginning = (basis: number | null, revision: number): number =>
  basis !== null && basis >= 1 && basis <= revision ? Math.trunc(basis) : revision;

const readMark = (mark: string | null) => (isId(mark) ? mark : null);

async function findOpen(viewer: AccountViewer, seriesId: string) {
  const series = await findOwnSeries(db, viewer, seriesId, mayPublish);
  return series === 'not_found' || series.state === 'ended' ? 'not_found' : series;
}

/** What the viewer was writing there; null for a series (null: a new one) where nothing is kept. Nobody reads another's. */
export const writingOf = async (
  viewer: AccountViewer,
  seriesId: string | null,
): Promise<Writing | null> =>
  canBeWritten(seriesId) ? findWriting({ ...viewer, seriesId }) : null;

const canBeWritten = (seriesId: string | null): boolean => seriesId === null || isId(seriesId);

/** All that the viewer has begun and not saved, the newest first. */
export const writingsOf = (viewer: AccountViewer): Promise<OwnWriting[]> =>
  listOwnWritings(viewer.accountId, organisationIdsOf(viewer, 'publish'));

/** Colleagues who have been writing at a series within a day; ask only for one that the viewer was shown. */
export const otherWriters = (
  viewer: AccountViewer,
  seriesId: string,
): Promise<{ name: string; keptAt: Date }[]> =>
  listOtherWriters(seriesId, viewer.accountId, later(now(), -days(1)));

/** Drops what was being written, once it is saved or not wanted any more. False where another screen has autosaved since, which stays. */
export const discardWriting = async (
  viewer: AccountViewer,
  seriesId: string | null,
  mark: string,
): Promise<boolean> =>
  canBeWritten(seriesId) && isId(mark) && deleteWritingSeen(db, { ...viewer, seriesId }, mark);
