import type { AccountViewer, OrganisationId } from '#accounts';
import { answerNaming } from '#organisations/server';
import { NAMERS } from '../../src/namers.server.ts';
import { anAccount } from './organisations.ts';

export const answered = (
  admin: AccountViewer,
  organisationId: OrganisationId,
  answer: Parameters<typeof answerNaming>[2],
) => answerNaming(admin, organisationId, answer, NAMERS);

/** An admin of whom the series names says that it is them. */
export async function agrees(
  organisationId: OrganisationId,
  seriesId: string,
  ...parts: string[]
): Promise<void> {
  const admin = await anAccount(organisationId, 'admin');
  const done = await answered(admin, organisationId, {
    kind: 'series',
    id: seriesId,
    ours: true,
    parts,
  });
  if (done !== 'answered') throw new Error(done);
}
