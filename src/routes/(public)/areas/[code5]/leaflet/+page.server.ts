import { error } from '@sveltejs/kit';
import { isAreaCode } from '#areas';
import { findArea, findDistrict } from '#areas/server';
import { localizeHref } from '#paraglide/runtime';
import { now } from '#platform/clock';
import { localDate } from '#platform/tokyo';
import { leafletOf } from './leaflet.server.ts';
import { around, leafletMonth } from './month.ts';
import { qrOf } from '#platform/qr';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
  const area = isAreaCode(params.code5) ? await findArea(params.code5) : undefined;
  if (!area) error(404);
  const today = localDate(now());
  const month = leafletMonth(url.searchParams.get('month'), today);
  const large = url.searchParams.get('size') === 'large';
  const district = (await findDistrict(area.code5, url.searchParams.get('district') ?? ''))?.id;
  const page = new URL(localizeHref(`/areas/${area.code5}`), url.origin);
  if (district) page.searchParams.set('district', district);
  return {
    area,
    today,
    month,
    large,
    district,
    ...around(month, today),
    ...(await leafletOf(area, { month, today, large, district })),
    address: { host: page.host, path: page.pathname },
    qr: qrOf(page.href),
  };
};
