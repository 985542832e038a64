/** A talk that went from one desk to another: what each could read is marked by what was said while they held it. */
import type { OrganisationId } from '#accounts';
import { postMessage } from '#rooms/server';
import { answerContact } from '#urgent/server';
import { anAccount } from './schedule.ts';
import { aCaller, aSecondPasses, aTown, onDutyAt, type OnDuty } from './urgent.ts';

export const organisationOf = ({ viewer }: OnDuty): OrganisationId => {
  const [membership] = viewer.memberships;
  if (!membership) throw new Error('somebody on duty for nobody');
  return membership.organisationId;
};

export const supervisorOf = (desk: OnDuty) => anAccount(organisationOf(desk), 'supervisor');

export async function aTalkBeforeAndAfter() {
  const town = await aTown();
  const first = await onDutyAt(town.own);
  const { viewer: person, contactId } = await aCaller(town, { words: 'はじめの言葉' });
  const answered = await answerContact(first.viewer, contactId);
  if (answered.is !== 'answered') throw new Error(answered.is);
  const { roomId } = answered;
  const say = (text: string) =>
    postMessage(person, { roomId, clientId: crypto.randomUUID(), text });
  await say('前の話');
  const second = await onDutyAt(town.centre);
  const rung = await onDutyAt(town.centre);
  await first.goes();
  await aSecondPasses();
  await answerContact(second.viewer, contactId);
  await say('あとの話');
  return { town, first, second, rung, person, contactId, roomId, say };
}
