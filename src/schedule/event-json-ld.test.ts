/** Held to Google's documented shape of an event (required and recommended fields), written down here and not taken from the writer. */
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OrganisationId } from '#accounts';
import { jsonLdOf } from './event-json-ld.ts';
import type { OccurrenceDetail, OccurrenceId, SeriesId } from './occurrence.ts';
import type { Rule } from './rule.ts';

const PAGE = 'https://tsudoi.example/sessions/5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e10';

const schemaOrg = (...names: string[]) => z.enum(names.map((name) => `https://schema.org/${name}`));
const offset = z.iso.datetime({ offset: true }).endsWith('+09:00');
const postalAddress = z.strictObject({
  '@type': z.literal('PostalAddress'),
  addressCountry: z.literal('JP'),
  addressRegion: z
    .string()
    .regex(/^JP-\d{2}$/)
    .optional(),
  addressLocality: z.string().min(1).optional(),
  streetAddress: z.string().min(1).optional(),
});
const place = z.strictObject({
  '@type': z.literal('Place'),
  name: z.string().min(1),
  address: postalAddress,
});
const virtual = z.strictObject({ '@type': z.literal('VirtualLocation'), url: z.url() });
const organisation = z.strictObject({
  '@type': z.enum(['Organization', 'Person']),
  name: z.string().min(1),
  url: z.url(),
});
const offer = z.strictObject({
  '@type': z.literal('Offer'),
  url: z.url(),
  availability: schemaOrg('InStock', 'SoldOut', 'PreOrder'),
  price: z.number().min(0).optional(),
  priceCurrency: z.literal('JPY').optional(),
  validFrom: offset.optional(),
});
const schedule = z.strictObject({
  '@type': z.literal('Schedule'),
  repeatFrequency: z.string().regex(/^P\d+[DWM]$/),
  byDay: z
    .array(schemaOrg('Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'))
    .optional(),
  byMonthWeek: z.array(z.number().int().min(1).max(5)).optional(),
  byMonthDay: z.array(z.number().int().min(1).max(31)).optional(),
  startDate: z.iso.date(),
  endDate: z.iso.date().optional(),
  startTime: z.iso.time(),
  endTime: z.iso.time(),
  duration: z.string().regex(/^PT\d+M$/),
  scheduleTimezone: z.literal('Asia/Tokyo'),
});

const event = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('Event'),
  // Required.
  name: z.string().min(1),
  startDate: offset,
  location: z.union([place, virtual, z.tuple([place, virtual])]),
  // Recommended.
  description: z.string().min(1).optional(),
  endDate: offset,
  eventStatus: schemaOrg('EventScheduled', 'EventCancelled', 'EventRescheduled'),
  previousStartDate: offset.optional(),
  eventAttendanceMode: schemaOrg(
    'OfflineEventAttendanceMode',
    'OnlineEventAttendanceMode',
    'MixedEventAttendanceMode',
  ),
  organizer: z.union([organisation, z.array(organisation).min(1)]),
  offers: offer.optional(),
  // schema.org's own, beyond Google's.
  url: z.url(),
  maximumAttendeeCapacity: z.number().int().positive().optional(),
  isAccessibleForFree: z.literal(true).optional(),
  inLanguage: z.array(z.string()).min(1),
  superEvent: z
    .strictObject({
      '@type': z.literal('EventSeries'),
      name: z.string().min(1),
      eventSchedule: z.array(schedule).min(1),
    })
    .optional(),
});

const placeOpen = z.strictObject({
  '@context': z.literal('https://schema.org'),
  '@type': z.literal('Place'),
  name: z.string().min(1),
  description: z.string().min(1).optional(),
  url: z.url(),
  address: postalAddress,
  isAccessibleForFree: z.literal(true).optional(),
  openingHoursSpecification: z
    .array(
      z.strictObject({
        '@type': z.literal('OpeningHoursSpecification'),
        dayOfWeek: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
        opens: z.iso.time(),
        closes: z.iso.time(),
        validFrom: z.iso.date().optional(),
        validThrough: z.iso.date().optional(),
      }),
    )
    .min(1),
});

// Branded ids: any uuid stands for one here.
const anOccurrence = (over: Partial<OccurrenceDetail> = {}): OccurrenceDetail => ({
  id: '5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e10' as OccurrenceId,
  seriesId: '0b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a11' as SeriesId,
  organisationId: '7b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a12' as OrganisationId,
  organisation: '青葉の会',
  kind: 'group_session',
  category: 'family',
  title: '夜の家族のつどい',
  summary: '',
  format: 'onsite',
  firstSteps: [],
  placeName: '中央公民館',
  area: '豊島区',
  code5: '13116',
  prefCode: '13',
  hostName: '',
  startsAt: new Date('2026-11-26T11:00:00Z'),
  endsAt: new Date('2026-11-26T12:30:00Z'),
  movedFrom: null,
  date: '2026-11-26',
  startTime: '20:00',
  endTime: '21:30',
  state: 'scheduled',
  cancelledReason: '',
  nextStartsAt: null,
  note: '',
  onNow: false,
  capacity: 10,
  taken: 0,
  waiting: 0,
  signUp: 'open',
  unchecked: false,
  liveliness: null,
  demonstration: false,
  next: null,
  whatChanges: '',
  audience: ['family'],
  placeAddress: '南池袋1-1',
  placeAccess: '',
  fee: '無料',
  hostRole: '',
  hosts: [],
  hostMessage: '',
  flow: [],
  houseRules: [],
  topics: [],
  languages: ['ja'],
  parts: [],
  scheduleText: '',
  rules: [],
  hasRoom: false,
  supporterAccountId: null,
  consultation: null,
  methods: null,
  standsInFor: null,
  signUpPolicy: 'open',
  signUpOpensAt: null,
  signUpClosesAt: new Date('2026-11-26T11:00:00Z'),
  promotionStopsAt: new Date('2026-11-26T10:00:00Z'),
  sequence: 0,
  sourceUrl: null,
  sourceDate: null,
  ...over,
});

const read = (over: Partial<OccurrenceDetail>) =>
  event.parse(JSON.parse(jsonLdOf(anOccurrence(over), PAGE)));

describe('an event for search engines', () => {
  test('that takes place as planned has all that is required', () => {
    expect(read({})).toMatchObject({
      startDate: '2026-11-26T20:00:00+09:00',
      endDate: '2026-11-26T21:30:00+09:00',
      eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
      location: {
        name: '中央公民館',
        address: { addressRegion: 'JP-13', addressLocality: '豊島区' },
      },
      organizer: {
        name: '青葉の会',
        url: 'https://tsudoi.example/organisations/7b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a12',
      },
      isAccessibleForFree: true,
    });
    expect(read({})).not.toHaveProperty('previousStartDate');
  });

  test('that is cancelled says so and offers nothing', () => {
    const cancelled = read({ state: 'cancelled', signUp: 'closed' });
    expect(cancelled.eventStatus).toBe('https://schema.org/EventCancelled');
    expect(cancelled.offers).toBeUndefined();
  });

  test('that was moved says from when', () => {
    const moved = read({
      startsAt: new Date('2026-11-27T10:00:00Z'),
      movedFrom: new Date('2026-11-26T11:00:00Z'),
    });
    expect(moved).toMatchObject({
      eventStatus: 'https://schema.org/EventRescheduled',
      startDate: '2026-11-27T19:00:00+09:00',
      previousStartDate: '2026-11-26T20:00:00+09:00',
    });
  });

  test('that is full is sold out, before sign-up opens a pre-order from then on', () => {
    expect(read({ signUp: 'full' }).offers?.availability).toBe('https://schema.org/SoldOut');
    const opens = new Date('2026-11-24T00:00:00Z');
    expect(read({ signUp: 'not_yet', signUpOpensAt: opens }).offers).toMatchObject({
      availability: 'https://schema.org/PreOrder',
      validFrom: '2026-11-24T09:00:00+09:00',
    });
  });

  test('online or both leads to its page, never into its room', () => {
    expect(read({ format: 'online' }).location).toEqual({ '@type': 'VirtualLocation', url: PAGE });
    expect(read({ format: 'hybrid' }).location).toMatchObject([
      { '@type': 'Place' },
      { '@type': 'VirtualLocation', url: PAGE },
    ]);
  });

  test('of which only the prefecture, or nothing, is known still has an address', () => {
    const bare = { area: null, code5: null, placeName: '', placeAddress: '' };
    expect(read(bare).location).toMatchObject({ address: { addressRegion: 'JP-13' } });
    expect(read({ ...bare, prefCode: null }).location).toMatchObject({ name: '青葉の会' });
  });

  test.each([
    ['無料', 0],
    ['無料（お茶代は各自）', 0],
    ['500円', 500],
    ['１，０００円（資料代）', 1000],
    ['会員300円、一般500円', undefined],
    ['', undefined],
  ])('whose fee is 「%s」 costs %s', (fee, price) => {
    const { offers } = read({ fee });
    expect(offers?.price).toBe(price);
    expect(offers?.priceCurrency).toBe(price === undefined ? undefined : 'JPY');
  });

  test('that needs no sign-up is offered where its price is known', () => {
    expect(read({ signUp: 'none' }).offers?.price).toBe(0);
    expect(read({ signUp: 'none', fee: '' }).offers).toBeUndefined();
  });

  test('closes no script however it is called', () => {
    expect(jsonLdOf(anOccurrence({ title: '</script><b>' }), PAGE)).not.toContain('<');
  });
});

const rule: Rule = {
  rrule: 'FREQ=WEEKLY;BYDAY=TH',
  validFrom: '2026-11-01',
  validUntil: null,
  startsAtMinute: 1_200,
  endsAtMinute: 1_290,
  dates: [],
  onHoliday: 'held',
  closedAtYearEnd: false,
  closedMonths: [],
};

describe('the series of an event', () => {
  test('says its rhythm where a schedule can', () => {
    expect(read({ rules: [rule] }).superEvent?.eventSchedule).toMatchObject([
      {
        repeatFrequency: 'P1W',
        byDay: ['https://schema.org/Thursday'],
        startTime: '20:00',
        duration: 'PT90M',
      },
    ]);
    const monthly = { ...rule, rrule: 'FREQ=MONTHLY;BYDAY=2SA,4SA', endsAtMinute: 1_560 };
    expect(read({ rules: [monthly] }).superEvent?.eventSchedule).toMatchObject([
      { repeatFrequency: 'P1M', byMonthWeek: [2, 4], endTime: '02:00', duration: 'PT360M' },
    ]);
  });

  test('says days of the month', () => {
    const monthDays = { ...rule, rrule: 'FREQ=MONTHLY;BYMONTHDAY=5,15' };
    expect(read({ rules: [monthDays] }).superEvent?.eventSchedule).toMatchObject([
      { repeatFrequency: 'P1M', byMonthDay: [5, 15] },
    ]);
  });

  test('keeps silent where a schedule would say something untrue', () => {
    const unsayable = [
      { ...rule, rrule: null },
      { ...rule, rrule: 'FREQ=MONTHLY;BYDAY=-1FR' },
      { ...rule, rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1' },
      { ...rule, onHoliday: 'skipped' as const },
      { ...rule, onHoliday: 'week_after' as const },
      { ...rule, closedAtYearEnd: true },
      { ...rule, closedMonths: [8] },
    ];
    expect(read({ rules: unsayable })).not.toHaveProperty('superEvent');
  });
});

describe('a gathering place', () => {
  const opening = (over: Partial<OccurrenceDetail>) =>
    placeOpen.parse(JSON.parse(jsonLdOf(anOccurrence({ kind: 'gathering_place', ...over }), PAGE)));

  test('is a place with its weekly hours, and closed on holidays where it is', () => {
    const weekly = { ...rule, onHoliday: 'skipped' as const };
    expect(opening({ rules: [weekly] }).openingHoursSpecification).toMatchObject([
      {
        dayOfWeek: ['https://schema.org/Thursday'],
        opens: '20:00',
        closes: '21:30',
        validFrom: '2026-11-01',
      },
      { dayOfWeek: 'https://schema.org/PublicHolidays', opens: '00:00', closes: '00:00' },
      { validFrom: '2026-11-26', validThrough: '2026-11-26', opens: '20:00', closes: '21:30' },
    ]);
  });

  test('that stays closed this once says so for the day', () => {
    expect(opening({ state: 'cancelled' }).openingHoursSpecification).toMatchObject([
      { validFrom: '2026-11-26', validThrough: '2026-11-26', opens: '00:00', closes: '00:00' },
    ]);
  });
});
