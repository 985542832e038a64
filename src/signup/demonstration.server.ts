/** Invented people who have signed up, as whoever publishes finds them: a full house, one moved up, one who waits, one who phoned. */
import type { AccountViewer } from '#accounts';
import { demonstrationViewer } from '#accounts/server';
import { identifyParticipant } from '#participants/server';
import { questionsAt, untouchedDates } from '#schedule/server';
import { cancelSignup } from './change.server.ts';
import { newFormToken } from './form/form-token.server.ts';
import type { SignUpInput } from './form/input.ts';
import { askForCode } from './room/codes.server.ts';
import { enterByPhone } from './staff/phone-entry.server.ts';
import { signUp } from './sign-up.server.ts';

type Invented = Partial<SignUpInput> & { nickname: string };

const PHONED: Invented = { nickname: 'おばあちゃん', way: 'onsite' };

/** With who phoned they take the fifteen places; the last two wait. */
const FULL_HOUSE: Invented[] = [
  { nickname: 'こもれび', partySize: 4, way: 'onsite', message: '車いすで行きます。' },
  { nickname: 'K', way: 'watch' },
  { nickname: 'すずめ', partySize: 4, way: 'onsite' },
  { nickname: 'ゆうなぎ', partySize: 4 },
  { nickname: 'さざなみ' },
  { nickname: 'つきみ', partySize: 2, way: 'onsite' },
];

/** On the next date of a meeting and of a course, where nobody is there before. */
export async function loadDemonstrationSignUps(): Promise<void> {
  const [publisher, dates] = [await demonstrationViewer('nobu'), await untouchedDates()];
  if (publisher && dates.meeting) await fill(publisher, dates.meeting);
  if (dates.course) await answer(dates.course);
}

async function fill(publisher: AccountViewer, date: string): Promise<void> {
  const first = await signUp(null, formOf(date, { nickname: 'あさがお', way: 'onsite' }));
  await enterByPhone(publisher, { ...formOf(date, PHONED), talked: false });
  for (const one of FULL_HOUSE) await signUp(null, formOf(date, one));
  await askForCode(publisher, date);
  if (typeof first === 'string' || !('cookie' in first)) return;
  const left = await identifyParticipant(`${first.cookie?.name}=${first.cookie?.value}`);
  if (left && left !== 'unknown') await cancelSignup(left, first.receipt);
}

async function answer(date: string): Promise<void> {
  const [question] = await questionsAt(date);
  const answers = question && [{ asked: question.text, answer: '親が年をとってからのこと' }];
  await signUp(null, formOf(date, { nickname: 'ひなた', answers }));
}

const formOf = (occurrenceId: string, invented: Invented): SignUpInput => ({
  formToken: newFormToken(),
  occurrenceId,
  ...invented,
});
