/** Consultations as tests stand on them. */
import type { AccountViewer, OrganisationId } from '#accounts';
import { db } from '#platform/db';
import type { AvailabilityInput } from '#schedule';
import { saveAvailability } from '#schedule/server';
import { anAccount, anOrganisation } from './organisations.ts';
import { aSeries } from './schedule.ts';

/** Wednesdays from 19:00 to 21:00 in slots of 40 minutes, twenty between, open a week ahead until an hour before. */
export const wednesdays = (
  seriesId: string,
  over: Partial<AvailabilityInput> = {},
): AvailabilityInput => ({
  seriesId,
  week: [{ weekday: 3, startsAt: '19:00', endsAt: '21:00' }],
  exceptions: [],
  exceptHolidays: false,
  closedAtYearEnd: false,
  slotMinutes: 40,
  pauseMinutes: 20,
  noticeMinutes: 60,
  horizonDays: 7,
  methods: [],
  ...over,
});

/** A published consultation of an organisation, with room, without anybody's hours. */
export const aConsultation = (organisation_id: OrganisationId): Promise<string> =>
  aSeries({
    organisation_id,
    kind: 'peer_consultation',
    title: 'ピアサポーターと話す',
    capacity: 1,
  });

export interface Listening {
  organisationId: OrganisationId;
  seriesId: string;
  supporter: AccountViewer;
}

/** A supporter whose availability is saved; the clock is the caller's. */
export async function aListener(over: Partial<AvailabilityInput> = {}): Promise<Listening> {
  const organisationId = await anOrganisation();
  const supporter = await anAccount(organisationId, 'peer_supporter');
  const seriesId = await aConsultation(organisationId);
  const saved = await saveAvailability(supporter, wednesdays(seriesId, over));
  if (typeof saved === 'string' || !('opened' in saved)) throw new Error(JSON.stringify(saved));
  return { organisationId, seriesId, supporter };
}

/** All slots of a consultation as they stand, in order. */
export const slotRowsOf = (seriesId: string) =>
  db
    .selectFrom('occurrences')
    .select(['id', 'starts_at', 'ends_at', 'state', 'origin', 'taken', 'sequence'])
    .select(['supporter_account_id', 'stands_in_for'])
    .where('series_id', '=', seriesId)
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
