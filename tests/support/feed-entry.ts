/** A date as feeds carry it: an evening online, unless told otherwise. */
import fc from 'fast-check';
import type { SeriesId } from '#schedule';
import type { FeedEntry } from '#schedule/server';

export const aFeedEntry = (over: Partial<FeedEntry> = {}): FeedEntry => ({
  id: '5a1f0d7e-5f9e-4f8a-8c8e-2f2b7c1d9e10',
  // Any uuid stands for a series here.
  seriesId: '0b0e5d0c-2f0f-4a43-9d2a-6c6f3f0f7a11' as SeriesId,
  originalStart: new Date('2026-11-26T11:00:00Z'),
  slot: null,
  startsAt: new Date('2026-11-26T11:00:00Z'),
  endsAt: new Date('2026-11-26T12:30:00Z'),
  state: 'scheduled',
  cancelledReason: '',
  note: '',
  sequence: 0,
  changedAt: new Date('2026-11-20T03:00:00Z'),
  moved: false,
  edited: false,
  kind: 'group_session',
  audience: ['family'],
  title: '夜のオンライン家族のつどい',
  format: 'online',
  placeName: '',
  placeAddress: '',
  area: null,
  elsewhere: false,
  organisers: ['青葉の会'],
  unchecked: false,
  demonstration: false,
  ...over,
});

const NASTY = [
  '家族のつどい🏠👨‍👩‍👧‍👦',
  'か\u3099ぎのかかる部屋',
  'だれでも, どこでも; いつでも',
  'C:\\つどい\\n',
  '二行の\n題名\r\nです',
  'שלום מפגש ערבית مرحبا',
  '\u202e逆さの会\u2066',
  '<b>&amp;</b> ]]> "quoted" ^n',
  'BEGIN:VEVENT',
  'あ'.repeat(120),
  '\ud83c\udf19'.repeat(40),
];

/** What people and copied web pages put into a title; long enough to be folded at any octet. */
export const nastyText = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.tuple(fc.nat(80), fc.constantFrom(...NASTY)).map(([lead, text]) => 'a'.repeat(lead) + text),
  fc
    .string({ unit: 'binary', minLength: 1, maxLength: 120 })
    .map((text) => `題${text.toWellFormed()}`),
);
