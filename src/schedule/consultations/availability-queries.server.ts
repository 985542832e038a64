/** Rows of availabilities. Meeting links stay sealed here. */
import type { AccountId, OrganisationId } from '#accounts';
import { anyOf, db, type Database, type DB } from '#platform/db';
import type { Insertable, Selectable } from 'kysely';
import type { Weekday } from '../recurrence.ts';
import type { Availability, ConsultationMethod, Hours, HoursException } from './availability.ts';

export interface StoredAvailability extends Availability {
  id: string;
  seriesId: string;
  accountId: AccountId;
  methods: ConsultationMethod[];
  linkSealed: Buffer | null;
  nickname: string;
  face: number | null;
  message: string;
  consentedAt: Date | null;
}

export async function findAvailability(
  trx: Database,
  of: { seriesId: string; accountId: string },
): Promise<StoredAvailability | undefined> {
  const row = await trx
    .selectFrom('availabilities')
    .selectAll()
    .where('series_id', '=', of.seriesId)
    .where('account_id', '=', of.accountId)
    .executeTakeFirst();
  return row && { ...storedOf(row), ...(await hoursOfRow(trx, row.id)) };
}

// The casts in what follows are what the tables' CHECK constraints hold.
const storedOf = (row: Selectable<DB['availabilities']>) => ({
  id: row.id,
  seriesId: row.series_id,
  accountId: row.account_id as AccountId,
  exceptHolidays: row.except_holidays,
  closedAtYearEnd: row.closed_at_year_end,
  slotMinutes: row.slot_minutes,
  pauseMinutes: row.pause_minutes,
  noticeMinutes: row.notice_minutes,
  horizonDays: row.horizon_days,
  methods: row.methods as ConsultationMethod[],
  linkSealed: row.link_sealed,
  nickname: row.nickname,
  face: row.face,
  message: row.message,
  consentedAt: row.consented_at,
});

async function hoursOfRow(
  trx: Database,
  id: string,
): Promise<Pick<Availability, 'week' | 'exceptions'>> {
  const week = await trx
    .selectFrom('availability_hours')
    .select(['weekday', 'starts_at_minute as startsAtMinute', 'ends_at_minute as endsAtMinute'])
    .where('availability_id', '=', id)
    .orderBy('weekday')
    .orderBy('starts_at_minute')
    .execute();
  const exceptions = await trx
    .selectFrom('availability_exceptions')
    .select(['date', 'kind', 'starts_at_minute', 'ends_at_minute'])
    .where('availability_id', '=', id)
    .orderBy('date')
    .orderBy('starts_at_minute')
    .execute();
  return {
    week: week.map((one) => ({ ...one, weekday: one.weekday as Weekday })),
    exceptions: exceptions.map(exceptionOf),
  };
}

function exceptionOf(row: Selectable<DB['availability_exceptions']> | ExceptionRow) {
  const { date, kind, starts_at_minute: starts, ends_at_minute: ends } = row;
  const hours: Hours | null =
    starts === null || ends === null ? null : { startsAtMinute: starts, endsAtMinute: ends };
  return { date, kind, hours } as HoursException;
}

type ExceptionRow = Omit<Selectable<DB['availability_exceptions']>, 'availability_id'>;

/** Takes the place of what was said before. */
export async function writeAvailability(
  trx: Database,
  row: Insertable<DB['availabilities']>,
  { week, exceptions }: Pick<Availability, 'week' | 'exceptions'>,
): Promise<void> {
  const { id } = await trx
    .insertInto('availabilities')
    .values(row)
    .onConflict((conflict) => conflict.constraint('availabilities_once').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx.deleteFrom('availability_hours').where('availability_id', '=', id).execute();
  await trx.deleteFrom('availability_exceptions').where('availability_id', '=', id).execute();
  if (week.length > 0)
    await trx
      .insertInto('availability_hours')
      .values(
        week.map(({ weekday, startsAtMinute, endsAtMinute }) => ({
          ...{ availability_id: id, weekday },
          ...{ starts_at_minute: startsAtMinute, ends_at_minute: endsAtMinute },
        })),
      )
      .execute();
  if (exceptions.length > 0)
    await trx
      .insertInto('availability_exceptions')
      .values(
        exceptions.map(({ date, kind, hours }) => ({
          ...{ availability_id: id, date, kind },
          starts_at_minute: hours?.startsAtMinute ?? null,
          ends_at_minute: hours?.endsAtMinute ?? null,
        })),
      )
      .execute();
}

export const deleteAvailabilities = async (
  trx: Database,
  of: { accountId: AccountId; organisationId: OrganisationId },
): Promise<void> =>
  void (await trx
    .deleteFrom('availabilities')
    .where('account_id', '=', of.accountId)
    .where('series_id', 'in', (eb) =>
      eb.selectFrom('series').select('id').where('organisation_id', '=', of.organisationId),
    )
    .execute());

/** The links of whoever listens at these slots, as they are sealed. */
export const listSealedLinks = (occurrenceIds: string[]): Promise<{ id: string; link: Buffer }[]> =>
  db
    .selectFrom('occurrences as o')
    .innerJoin('availabilities as v', (join) =>
      join
        .onRef('v.series_id', '=', 'o.series_id')
        .onRef('v.account_id', '=', 'o.supporter_account_id'),
    )
    .select(['o.id', 'v.link_sealed as link'])
    .where('o.id', '=', anyOf(occurrenceIds))
    .where('v.link_sealed', 'is not', null)
    .$narrowType<{ link: Buffer }>()
    .execute();
