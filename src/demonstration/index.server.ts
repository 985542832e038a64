/** The demonstration: real organisations, invented people. Each feature brings its own part; here is their order. */
import {
  DEMONSTRATION_PASSWORD,
  demonstrationLogins,
  loadDemonstrationAccounts,
} from '#accounts/server';
import { loadDemonstrationDuty } from '#duty/server';
import { demonstrationOrganisation, loadDemonstrationOrganisations } from '#organisations/server';
import { loadDemonstrationSchedule } from '#schedule/server';
import { loadDemonstrationSignUps } from '#signup/server';
import { loadDemonstrationContacts } from '#urgent/server';
import { loadDemonstrationWindows } from '#windows/server';

/** Adds what is not there yet; reference data must be loaded. */
export async function loadDemonstration(): Promise<void> {
  await loadDemonstrationOrganisations();
  await loadDemonstrationAccounts(demonstrationOrganisation);
  await loadDemonstrationWindows();
  await loadDemonstrationSchedule();
  await loadDemonstrationSignUps();
  await loadDemonstrationDuty();
  await loadDemonstrationContacts();
}

/** What the start prints: whom one can be, and how the first real operator is made. */
export function introduction(): string {
  const logins = demonstrationLogins.map(
    ({ login, displayName, organisation, roles, coordinates }) =>
      `  ${login} (${displayName}): ${[organisation ?? 'the site', ...roles, ...(coordinates ? ['coordinator'] : [])].join(', ')}`,
  );
  return [
    `Demonstration logins at /staff/sign-in, all with the password ${DEMONSTRATION_PASSWORD}:`,
    ...logins,
    `First operator of your own: npm run operator -- <login> '<name>'`,
  ].join('\n');
}
