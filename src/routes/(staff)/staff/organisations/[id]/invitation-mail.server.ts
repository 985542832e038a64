import type { OrganisationId } from '#accounts';
import { findOrganisation } from '#organisations/server';
import { mail } from '#notices/server';
import { m } from '#paraglide/messages';

/** The link goes where the admin says, in the language of their page. */
export async function mailInvitation(
  organisationId: OrganisationId,
  link: string,
  to: string,
): Promise<'mailed' | 'failed'> {
  const organisation = (await findOrganisation(organisationId))?.name ?? '';
  return mail({
    to,
    subject: m.staff_invite_mail_subject({ organisation }),
    text: m.staff_invite_mail({ organisation, link }),
  });
}
