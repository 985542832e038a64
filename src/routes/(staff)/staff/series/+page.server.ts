import { may } from '#accounts';
import { organisationsOf } from '#organisations/server';
import { describeRule } from '#schedule';
import { seriesOf, writingsOf } from '#schedule/server';
import { m } from '#paraglide/messages';
import { getLocale } from '#paraglide/runtime';
import { signedIn } from '../../signed-in.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const organisations = await organisationsOf(viewer);
  const groups = await Promise.all(
    organisations.map(async ({ id, name }) => ({
      id,
      name,
      mayPublish: may(viewer, 'publish', id),
      series: (await seriesOf(viewer, id)).map(({ rules, scheduleText, ...one }) => ({
        ...one,
        when:
          rules.map((rule) => describeRule(rule, getLocale())).join(m.ui_comma()) || scheduleText,
      })),
    })),
  );
  return { groups, writings: await writingsOf(viewer) };
};
