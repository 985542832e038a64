import { fail, redirect } from '@sveltejs/kit';
import { endOfDuty, untilToday } from '#duty';
import { dutyInput, enterDuty, leaveDuty } from '#duty/server';
import { localizeHref } from '#paraglide/runtime';
import { hours, later, now } from '#platform/clock';
import { localTime } from '#platform/tokyo';
import type { DeskAnswer, DeskPageData } from '#urgent';
import {
  answerContact,
  contactInput,
  deskOf,
  elsewhereFor,
  emergencyLines,
  endTalkAtDesk,
  openedLetter,
  passContact,
  wrapUpInput,
} from '#urgent/server';
import { signedIn } from '../../signed-in.server.ts';
import { callbackActions } from './callbacks.server.ts';
import { recordActions } from './record.server.ts';
import { letterActions } from './letters.server.ts';
import { handOverActions } from './hand-over.server.ts';
import { sent } from './sent.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  event.depends('urgent:desk');
  const desk = await deskOf(viewer);
  const wanted = event.url.searchParams.get('talk');
  const letterId = event.url.searchParams.get('letter');
  const open = letterId
    ? undefined
    : (desk.talks.find((talk) => talk.contactId === wanted) ?? desk.talks[0])?.contactId;
  const isElsewhere = event.url.searchParams.has('elsewhere');
  return {
    now: now().getTime(),
    desk,
    until: localTime(later(now(), hours(3))),
    emergency: await emergencyLines(),
    open,
    elsewhere: open && isElsewhere ? await elsewhereFor(viewer, open) : undefined,
    letter: letterId ? await openedLetter(viewer, letterId) : undefined,
    chosen: wanted !== null || letterId !== null,
    onDutyUntil: endOfDuty(desk.windows),
  } satisfies DeskPageData;
};

const say = (answer: DeskAnswer) => answer;
const refuse = (status: number, answer: DeskAnswer) => fail(status, answer);

export const actions: Actions = {
  ...callbackActions,
  ...letterActions,
  ...recordActions,
  enter: async (event) => {
    const viewer = signedIn(event);
    const form = await event.request.formData();
    const input = dutyInput.safeParse({
      windowIds: form.getAll('windowIds'),
      until: form.get('until'),
    });
    if (!input.success) return refuse(400, { dutyProblem: problemOf(input.error.issues) });
    const until = untilToday(input.data.until, now());
    const entered = await enterDuty(viewer, { windowIds: input.data.windowIds, until });
    return entered === 'entered' ? say({}) : refuse(400, { dutyProblem: entered });
  },
  leave: async (event) => {
    await leaveDuty(signedIn(event));
    return say({});
  },
  answer: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const answered = await answerContact(viewer, contactId);
    if (answered.is === 'taken') return refuse(409, { taken: answered.by });
    if (answered.is !== 'answered') return refuse(409, { refused: answered.is });
    redirect(303, `${localizeHref('/staff/desk')}?talk=${contactId}`);
  },
  pass: async (event) => {
    const viewer = signedIn(event);
    const { contactId } = await sent(event, contactInput);
    const passed = await passContact(viewer, contactId);
    return passed === 'passed' ? say({}) : refuse(409, { refused: passed });
  },
  ...handOverActions,
  end: async (event) => {
    const ended = await endTalkAtDesk(signedIn(event), await sent(event, wrapUpInput));
    if (ended === 'not_found') return refuse(409, { refused: ended });
    redirect(303, localizeHref('/staff/desk'));
  },
};

const problemOf = (issues: { path: PropertyKey[] }[]) =>
  issues.some((issue) => issue.path[0] === 'windowIds') ? 'not_found' : 'not_that_long';
