/** Google's documented shape of an event (required and recommended fields), written down here and not taken from the writer. */
import { z } from 'zod';

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
  validThrough: offset.optional(),
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

export const eventShape = z.strictObject({
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

export const openPlaceShape = z.strictObject({
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
