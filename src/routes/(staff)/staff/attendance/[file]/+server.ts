import { error } from '@sveltejs/kit';
import { isMonth } from '#platform/month';
import { localDate, localTime } from '#platform/tokyo';
import { m } from '#paraglide/messages';
import { attendanceIn } from '#signup/server';
import { download, fileAsked } from '../../../../download.server.ts';
import { signedIn } from '../../../signed-in.server.ts';
import type { RequestHandler } from './$types';

/** "2026-11.csv": what an organisation reports of a month, in numbers alone. */
export const GET: RequestHandler = async (event) => {
  const viewer = signedIn(event);
  const asked = fileAsked(event.params.file);
  const dates = asked && isMonth(asked.name) && (await attendanceIn(viewer, asked.name));
  if (!dates || dates === 'not_found') error(404);
  const table = {
    heads: [
      m.staff_attendance_date(),
      m.staff_attendance_organisation(),
      m.staff_attendance_title(),
      m.staff_attendance_expected(),
      m.staff_attendance_entered(),
      m.staff_attendance_came(),
    ],
    rows: dates.map(({ startsAt, organisation, title, expected, entered, came }) => [
      `${localDate(startsAt)} ${localTime(startsAt)}`,
      organisation,
      title,
      ...[expected, entered, came].map((count) => (count === null ? '' : String(count))),
    ]),
  };
  return download(table, { ...asked, open: false });
};
