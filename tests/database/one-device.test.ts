/** Two of a family and one telephone: two participants, tied by nothing. */
import { expect, test } from 'vitest';
import type { ParticipantViewer } from '#participants';
import { issuePhrase, notePhrase } from '#participants/server';
import { hours, later, now } from '#platform/clock';
import { mySignups, newFormToken, signUp, takeSignUp } from '#signup/server';
import { pressTalk } from '#urgent/server';
import { forgetHere } from '../../src/this-device.server.ts';
import { anOccurrence } from '../support/schedule.ts';
import { filledForm, signedUp, viewerOf } from '../support/signup.ts';
import { aPress } from '../support/contacts.ts';

const anEvening = () => anOccurrence({ starts_at: later(now(), hours(48)) });

function filled(as: string, nickname = 'こかげ'): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ as, nickname, formToken: newFormToken() }))
    form.set(name, value);
  return form;
}

const send = (viewer: ParticipantViewer, id: string, form: FormData) =>
  takeSignUp(viewer, id, form, { address: '198.51.100.7' });

async function noted(viewer: ParticipantViewer): Promise<void> {
  const words = await issuePhrase(viewer);
  await notePhrase(viewer, Array.isArray(words) ? words.join(' ') : words);
}

test('another person gets a place, a receipt and a cookie of their own; the former keeps theirs', async () => {
  const id = await anEvening();
  const mother = await signedUp(id);
  await noted(mother.viewer);
  const outcome = await send(mother.viewer, id, filled('other'));
  if (!('receipt' in outcome) || !outcome.cookie) throw new Error(JSON.stringify(outcome));
  const child = await viewerOf(outcome.cookie);
  expect(child.participantId).not.toBe(mother.viewer.participantId);
  expect((await mySignups(child)).coming).toMatchObject([{ nickname: 'こかげ' }]);
  expect((await mySignups(mother.viewer)).coming).toMatchObject([{ id: mother.receipt }]);
});

test('nobody loses an unnoted way back by another’s press, unless it is said once more', async () => {
  const id = await anEvening();
  const { viewer } = await signedUp(id);
  expect(await send(viewer, id, filled('other'))).toMatchObject({
    refused: {
      status: 409,
      refusal: 'former_unnoted',
      typed: { nickname: 'こかげ', as: 'other' },
    },
  });
  expect(await send(viewer, id, filled('other_sure'))).toHaveProperty('cookie');
});

test('whoever goes on as themselves, or says nothing, has the one receipt there is', async () => {
  const id = await anEvening();
  const { viewer, receipt } = await signedUp(id);
  for (const as of ['same', '', 'someone'])
    expect(await send(viewer, id, filled(as))).toEqual({ receipt });
});

test('pressed twice as somebody else it is one sign-up of one person', async () => {
  const id = await anEvening();
  const { viewer } = await signedUp(id);
  await noted(viewer);
  const form = filled('other');
  const [first, second] = await Promise.all([send(viewer, id, form), send(viewer, id, form)]);
  if (!('receipt' in first) || !('receipt' in second) || !first.cookie || !second.cookie)
    throw new Error('not both taken');
  expect(first.receipt).toBe(second.receipt);
  const both = await Promise.all([viewerOf(first.cookie), viewerOf(second.cookie)]);
  expect(both[0].participantId).toBe(both[1].participantId);
});

test('whoever sends the page’s form again once its person has left the device is somebody new', async () => {
  const form = filledForm(await anEvening());
  const first = await signUp(null, form);
  if (typeof first === 'string' || !('cookie' in first) || !first.cookie) throw new Error('no one');
  const person = await viewerOf(first.cookie);
  // A double tap that lost its cookie is still theirs …
  const again = await signUp(null, form);
  expect(again).toMatchObject({ receipt: first.receipt });
  await forgetHere(person);
  // … and Back, after 「この端末から消す」, is nobody's.
  const back = await signUp(null, form);
  if (typeof back === 'string' || !('cookie' in back) || !back.cookie) throw new Error('no one');
  expect((await viewerOf(back.cookie)).participantId).not.toBe(person.participantId);
  expect(back.receipt).not.toBe(first.receipt);
});

test('nor does the form of a press lead back to another’s talk', async () => {
  const press = aPress(null);
  const first = await pressTalk(null, press);
  if (typeof first === 'string' || !('cookie' in first) || !first.cookie) throw new Error('no one');
  const person = await viewerOf(first.cookie);
  await forgetHere(person);
  const back = await pressTalk(null, press);
  if (typeof back === 'string' || !('cookie' in back) || !back.cookie) throw new Error('no one');
  expect((await viewerOf(back.cookie)).participantId).not.toBe(person.participantId);
});
