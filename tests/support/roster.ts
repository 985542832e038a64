import type { AccountViewer, OrganisationId } from '#accounts';
import { useFakeClock } from './clock.ts';
import { anAccount, anOrganisation } from './organisations.ts';
import { aWindow } from './towns.ts';

interface RosterScene {
  clock: ReturnType<typeof useFakeClock>;
  organisation: OrganisationId;
  desk: string;
  admin: AccountViewer;
  saegusa: AccountViewer;
  ono: AccountViewer;
}

/** A desk with its admin and two counsellors, on a Thursday morning; nobody is on duty yet. */
export async function aRoster(): Promise<RosterScene> {
  const clock = useFakeClock('2026-11-19T09:00:00+09:00');
  const organisation = await anOrganisation();
  return {
    ...{
      clock,
      organisation,
      desk: await aWindow({ level: 'town', organisation_id: organisation }),
    },
    admin: await anAccount(organisation, 'admin'),
    saegusa: await anAccount(organisation, 'window_staff'),
    ono: await anAccount(organisation, 'window_staff'),
  };
}
