/** A supporter's availability: read, tried out, and saved. */
import { hasRole, type AccountId, type AccountViewer, type OrganisationId } from '#accounts';
import { accountHasRole, lockAccount } from '#accounts/server';
import { refuse } from '#organisations/server';
import { now } from '#platform/clock';
import { db, inTransaction, type AfterCommit, type Database } from '#platform/db';
import { openSeal, seal } from '#platform/secrets';
import { turns } from '#platform/turns';
import { problemsOf } from '../input.ts';
import { refusingOverlaps } from '../occurrences.server.ts';
import { mayPublish } from '../privacy.ts';
import { fatesToShow } from '../date-fates.server.ts';
import type { Fates } from '../date-fates.ts';
import { findConsultation, holdConsultation } from '../series-queries.server.ts';
import { recordOnSeries } from '../series-log.server.ts';
import type { Refused } from '../series.server.ts';
import {
  availabilityInput,
  availabilityOf,
  methodsOf,
  type AvailabilityInput,
  type ReadAvailability,
} from './availability-input.ts';
import {
  findAvailability,
  writeAvailability,
  type StoredAvailability,
} from './availability-queries.server.ts';
import { listensAt } from './supporter-queries.server.ts';
import { layOut, planFor, withdrawGivenBack, type ComingPlan } from './lay-out.server.ts';
import type { Laying } from './availability.ts';
import type { Slot } from './slots.ts';

/** As its supporter reads it again; of the meeting link only where it leads. */
export type OwnAvailability = Omit<StoredAvailability, 'linkSealed'> & { linkHost: string | null };

/** How it stands; null where nothing was said yet. For the supporter and the organisation's publishers. */
export async function readAvailability(
  viewer: AccountViewer,
  seriesId: string,
  supporterAccountId: string = viewer.accountId,
): Promise<OwnAvailability | null | 'not_found'> {
  const series = await findConsultation(db, seriesId);
  if (!series) return 'not_found';
  if (!(await mayLaySlotsOf(db, viewer, series.organisation_id, supporterAccountId)))
    return refuseSlots(db, viewer, series.organisation_id, seriesId);
  const found = await findAvailability(db, { seriesId, accountId: supporterAccountId });
  if (!found) return null;
  const { linkSealed, ...stored } = found;
  const link = linkSealed && openSeal('meeting-link', linkSealed);
  return { ...stored, linkHost: link && new URL(link).host };
}

/** Times at which the supporter is busy elsewhere; where that is, nobody is told. */
export interface Clash {
  clashes: Slot[];
}

/** What saving would do to each coming slot; nothing is changed. */
export async function previewAvailability(
  viewer: AccountViewer,
  input: AvailabilityInput,
): Promise<(Fates & Clash) | 'not_found' | Refused> {
  const parsed = availabilityInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const laying = layingOf(viewer, parsed.data);
  const series = await findConsultation(db, laying.seriesId);
  if (!series) return 'not_found';
  if (!(await mayLaySlotsOf(db, viewer, series.organisation_id, laying.accountId)))
    return refuseSlots(db, viewer, series.organisation_id, laying.seriesId);
  const { fates, clashes } = await planFor(db, laying, availabilityOf(parsed.data), {
    held: false,
  });
  return { ...slotFatesToShow(fates), clashes };
}

const layingOf = (viewer: AccountViewer, read: ReadAvailability): Laying => ({
  seriesId: read.seriesId,
  accountId: (read.supporterAccountId ?? viewer.accountId) as AccountId, // Rights are asked of it.
});

/** Free slots may go unasked; what becomes of people's places is shown first. */
const slotFatesToShow = (fates: ComingPlan['fates']): Fates => ({
  ...fatesToShow(fates),
  mustBeSeen: fates.some(({ touched }) => touched),
});

export interface Saved {
  opened: number;
  gone: number;
  kept: number;
}

type SaveAnswer = Saved | Clash | { review: Fates } | 'not_found' | Refused;

/**
 * Saves the availability and lays its slots out. A supporter saves one's own, a publisher or admin those of any supporter
 * of the organisation. Held slots stay; `review`: that was not shown yet (`seen`), or is something else by now.
 */
export async function saveAvailability(
  viewer: AccountViewer,
  input: AvailabilityInput,
  seen?: string,
): Promise<SaveAnswer | 'overlaps' | 'busy'> {
  const parsed = availabilityInput.safeParse(input);
  if (!parsed.success) return { problems: problemsOf(parsed.error) };
  const laying = layingOf(viewer, parsed.data);
  const write = () =>
    inTransaction((trx, afterCommit) =>
      writeAndLayOut(trx, viewer, { laying, read: parsed.data, seen }, afterCommit),
    );
  return inTurn(() => refusingOverlaps(write));
}

async function writeAndLayOut(
  trx: Database,
  viewer: AccountViewer,
  { laying, read, seen }: { laying: Laying; read: ReadAvailability; seen: string | undefined },
  afterCommit: AfterCommit,
): Promise<SaveAnswer> {
  const series = await holdConsultation(trx, laying.seriesId);
  if (!series) return 'not_found';
  const organisationId = series.organisation_id;
  if (!(await mayLaySlotsOf(trx, viewer, organisationId, laying.accountId)))
    return refuseSlots(trx, viewer, organisationId, laying.seriesId);
  // Writers of one supporter's time in turn: side by side they would wait for each other.
  await lockAccount(trx, laying.accountId);
  // They may have left since the viewer was read.
  if (!(await listensAt(trx, { ...laying, organisationId }))) return 'not_found';
  const before = await findAvailability(trx, laying);
  const row = rowOf(read, laying, before, laying.accountId === viewer.accountId);
  if (row.link_sealed === null && row.methods.length > 1)
    return { problems: { link: 'schedule_problem_link' } };
  const availability = availabilityOf(read);
  const plan = await planFor(trx, laying, availability, { held: true });
  if (plan.clashes.length > 0) return { clashes: plan.clashes };
  const review = slotFatesToShow(plan.fates);
  if (review.mustBeSeen && review.seen !== seen) return { review };
  await writeAvailability(trx, row, availability);
  await withdrawGivenBack(trx, afterCommit, laying.accountId);
  await layOut(trx, laying, plan, afterCommit);
  await recordOnSeries(trx, viewer, { id: laying.seriesId, organisationId }, 'slots.laid');
  return savedOf(plan);
}

// Writers of one supporter's time wait for each other: here, and not each with a connection that pages need.
const inTurn = turns(2, 500);

function savedOf({ fates }: ComingPlan): Saved {
  const count = (fate: string) => fates.filter((one) => one.fate === fate).length;
  return { opened: count('new'), gone: count('goes'), kept: count('kept') };
}

function rowOf(
  read: ReadAvailability,
  { seriesId, accountId }: Laying,
  before: StoredAvailability | undefined,
  own: boolean,
) {
  const methods = methodsOf(read);
  return {
    series_id: seriesId,
    account_id: accountId,
    except_holidays: read.exceptHolidays,
    closed_at_year_end: read.closedAtYearEnd,
    slot_minutes: read.slotMinutes,
    pause_minutes: read.pauseMinutes,
    notice_minutes: read.noticeMinutes,
    horizon_days: read.horizonDays,
    methods,
    link_sealed: methods.length > 1 ? linkOf(read, before) : null,
    ...((own && read.appearance && appearanceOf(read.appearance, before)) || kept(before)),
  };
}

const linkOf = ({ link }: ReadAvailability, before: StoredAvailability | undefined) =>
  link === '' ? (before?.linkSealed ?? null) : seal('meeting-link', link);

const kept = (before: StoredAvailability | undefined) => ({
  nickname: before?.nickname ?? '',
  face: before?.face ?? null,
  message: before?.message ?? '',
  consented_at: before?.consentedAt ?? null,
});

/** Whoever says something of oneself consents by that; taking all of it back takes the consent back. */
function appearanceOf(
  { nickname, face, message }: NonNullable<ReadAvailability['appearance']>,
  before: StoredAvailability | undefined,
) {
  const says = nickname !== '' || message !== '' || face !== null;
  return { nickname, face, message, consented_at: says ? (before?.consentedAt ?? now()) : null };
}

/** The supporter oneself, and publishers for whoever is one. */
export async function mayLaySlotsOf(
  trx: Database,
  viewer: AccountViewer,
  organisationId: OrganisationId,
  accountId: string,
): Promise<boolean> {
  const own = accountId === viewer.accountId;
  if (own && hasRole(viewer, organisationId, 'peer_supporter')) return true;
  if (!mayPublish(viewer, organisationId)) return false;
  return accountHasRole(trx, { accountId, organisationId, role: 'peer_supporter' });
}

export const refuseSlots = (
  trx: Database,
  viewer: AccountViewer,
  organisationId: OrganisationId,
  seriesId: string,
) => refuse(viewer, { organisationId, act: 'slots.refused', subject: `series:${seriesId}` }, trx);
