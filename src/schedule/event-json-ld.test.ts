import { describe, expect, test } from 'vitest';
import { anEveningRead } from '../../tests/support/an-evening-read.ts';
import { eventShape } from '../../tests/support/json-ld-shapes.ts';
import { jsonLdOf } from './event-json-ld.ts';
import type { OccurrenceDetail } from './occurrence.ts';

const PAGE = 'https://tsudoi.example/sessions/5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e10';
const read = (over: Partial<OccurrenceDetail>) =>
  eventShape.parse(JSON.parse(jsonLdOf(anEveningRead(over), PAGE)));

describe('an event for search engines', () => {
  test('names nobody’s face: what they keep cannot be taken back', () => {
    const portrait = '5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e11';
    const host = { nickname: 'のぶ', message: '', drawing: 2, relation: null, portrait };
    const shown = { noticeMinutes: 60, horizonDays: 7, face: 1, portrait };
    for (const over of [{ hosts: [host] }, { consultation: shown }])
      expect(jsonLdOf(anEveningRead(over), PAGE)).not.toMatch(/portrait|のぶ|9e11/);
  });

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
      validThrough: '2026-11-26T20:00:00+09:00',
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
    expect(jsonLdOf(anEveningRead({ title: '</script><b>' }), PAGE)).not.toContain('<');
  });
});
