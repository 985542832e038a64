import { describe, expect, test } from 'vitest';
import { aWindowRecord } from '../../tests/support/window-record.ts';
import type { WindowRecord } from './window.ts';
import { windowJsonLd } from './window-json-ld.ts';

const window = aWindowRecord({
  id: 'w',
  name: '市の窓口</script>',
  operatedBy: '市',
  targetPersons: '本人・家族',
  minimumAge: 15,
  familyOnly: true,
  phone: '000-000',
  url: 'https://city.example/',
  address: '1丁目',
  languages: ['ja', 'plain_ja', 'en'],
  code5: '13101',
  hours: [
    { weekdays: [5], opens: 1020, closes: 1560 },
    { weekdays: [3], weeks: [4], opens: 600, closes: 720 },
  ],
});
const at = { url: 'https://tsudoi.example/windows/w', areas: ['東京都千代田区'], dated: [] };
const told = (over: Partial<WindowRecord> = {}) =>
  JSON.parse(windowJsonLd({ ...window, ...over }, at)) as Record<string, unknown>;

describe('what search engines read of a window', () => {
  test('is a government service with its place, its languages and how to reach it', () => {
    expect(told()).toMatchObject({
      '@type': 'GovernmentService',
      areaServed: [{ '@type': 'AdministrativeArea', name: '東京都千代田区' }],
      audience: { suggestedMinAge: 15 },
      availableLanguage: ['ja', 'en'],
      availableChannel: {
        servicePhone: { '@type': 'ContactPoint', telephone: '000-000' },
        serviceLocation: { address: '1丁目' },
      },
    });
  });

  test('has hours of every week alone, a night’s end on the clock of the next day', () => {
    expect(told()['hoursAvailable']).toEqual([
      {
        '@type': 'OpeningHoursSpecification',
        dayOfWeek: ['https://schema.org/Friday'],
        opens: '17:00',
        closes: '02:00',
      },
    ]);
    const always = [{ opens: 0, closes: 1440 }];
    expect(told({ hours: always })['hoursAvailable']).toMatchObject([
      { opens: '00:00', closes: '23:59' },
    ]);
  });

  test('has odd hours day by day, and a day that is closed as one', () => {
    const day = { opens: 600, closes: 720 };
    const dated = [
      { date: '2026-11-25', spans: [day], note: '' },
      { date: '2026-12-28', spans: [], note: '大掃除' },
    ];
    const read = JSON.parse(windowJsonLd(window, { ...at, dated })) as { hoursAvailable: object[] };
    const on = (date: string) => ({ validFrom: date, validThrough: date });
    expect(read.hoursAvailable.slice(1)).toMatchObject([
      { ...on('2026-11-25'), opens: '10:00', closes: '12:00' },
      { ...on('2026-12-28'), opens: '00:00', closes: '00:00' },
    ]);
  });

  test('says where it is on which day, and that holidays are closed where no hours are of a holiday', () => {
    const [mondays, tuesdays] = [
      { weekdays: [1], opens: 540, closes: 960, place: '中部', except: ['holidays' as const] },
      { weekdays: [2], opens: 540, closes: 960, place: '市役所' },
    ];
    const closed = { dayOfWeek: 'https://schema.org/PublicHolidays', opens: '00:00' };
    expect(told({ hours: [mondays] })['hoursAvailable']).toMatchObject([
      { opens: '09:00', closes: '16:00', description: '中部' },
      { ...closed, closes: '00:00' },
    ]);
    const both = told({ hours: [mondays, tuesdays] });
    expect(both['hoursAvailable']).toHaveLength(2);
    expect(both['availableChannel']).toMatchObject({
      serviceLocation: [
        { address: '1丁目' },
        { name: '中部', openingHoursSpecification: [{ opens: '09:00' }] },
        {
          name: '市役所',
          openingHoursSpecification: [{ dayOfWeek: ['https://schema.org/Tuesday'] }],
        },
      ],
    });
  });

  test('cannot end the script it stands in, and leaves out what is not known', () => {
    expect(windowJsonLd(window, at)).not.toContain('<');
    expect(told({ phone: null, address: null })['availableChannel']).toEqual({
      '@type': 'ServiceChannel',
      serviceUrl: at.url,
    });
  });
});
