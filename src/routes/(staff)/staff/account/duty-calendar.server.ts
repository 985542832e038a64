/** The address of the viewer's own shifts: given, shown once, ended. */
import { endDutyCalendar, giveDutyCalendar } from '#duty/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../signed-in.server.ts';
import type { RequestEvent } from './$types';

export const dutyCalendarActions = {
  calendar: async (event: RequestEvent) => {
    const secret = await giveDutyCalendar(signedIn(event));
    return { calendar: event.url.origin + localizeHref(`/feeds/duty/${secret}.ics`) };
  },
  endCalendar: async (event: RequestEvent) => {
    await endDutyCalendar(signedIn(event));
    return { calendarEnded: true };
  },
};
