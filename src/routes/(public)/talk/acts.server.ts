import { fail, redirect, type Actions, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import type { ParticipantViewer } from '#participants';
import { issuePhrase } from '#participants/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { textProblem } from '#rooms';
import { postMessage } from '#rooms/server';
import type { TalkAnswer } from '#urgent';
import {
  callAgain,
  chooseTime,
  contactInput,
  dropTime,
  endTalk,
  leaveContact,
  leaveWords,
  noteSource,
  pressInput,
  pressTalk,
  talkOf,
  timeInput,
  words,
  writeBack,
  writeWhileWaiting,
} from '#urgent/server';

import { handOverActions } from './hand-over.server.ts';

const PROBLEMS: Record<string, () => string> = {
  urgent_problem_words: m.urgent_problem_words,
  urgent_problem_nickname: m.urgent_problem_nickname,
};
const inWords = (key: string) => (PROBLEMS[key] ?? m.urgent_problem_press)();

const refuse = (status: number, answer: TalkAnswer) => fail(status, answer);
const say = (answer: TalkAnswer) => answer;

export const actions = {
  press,
  write: (event) => takeWords(event, writeWhileWaiting),
  leaveWords: (event) => takeWords(event, leaveWords),
  writeBack: (event) => takeWords(event, writeBack),
  post,
  again: (event) => act(event, callAgain),
  chooseTime: takeTime,
  dropTime: (event) => act(event, dropTime),
  end: (event) => act(event, endTalk),
  ...handOverActions,
  phrase: ({ locals }) => phraseFor(locals.participant),
  stop: async (event) => {
    await act(event, leaveContact);
    return say({ left: true });
  },
} satisfies Actions;

/** Only on request: a press never waits for its hashing. Too busy for it now: the button stays. */
async function phraseFor(viewer: ParticipantViewer | null) {
  const phrase = viewer ? await issuePhrase(viewer) : 'busy';
  return say(phrase === 'busy' ? {} : { phrase });
}

async function press(event: RequestEvent) {
  const fields = fieldsOf(await event.request.formData());
  const input = pressInput.safeParse(fields);
  if (!input.success) {
    const problems = input.error.issues.map((issue) => ({
      field: String(issue.path[0] ?? 'words'),
      message: inWords(issue.message),
    }));
    const { words: written = '', nickname = '' } = fields;
    return refuse(400, { refused: { words: written, nickname, problems } });
  }
  const press = { ...input.data, language: getLocale() };
  const { cookie, contactId } = await pressTalk(event.locals.participant, press);
  noteSource(contactId, event.getClientAddress());
  if (cookie) event.cookies.set(cookie.name, cookie.value, cookie.attributes);
  redirect(303, localizeHref('/talk'));
}

type TakesWords = typeof writeWhileWaiting | typeof leaveWords | typeof writeBack;
const wordsInput = contactInput.extend({ words });

async function takeWords(event: RequestEvent, verb: TakesWords) {
  const viewer = event.locals.participant;
  const fields = fieldsOf(await event.request.formData());
  const input = wordsInput.safeParse(fields);
  const draft = fields['words'] ?? '';
  if (!input.success) return refuse(400, { draft, wordsProblem: m.urgent_problem_words() });
  const done = viewer ? await verb(viewer, input.data) : 'not_found';
  if (done === 'no_words') return refuse(400, { draft, wordsProblem: m.urgent_leave_empty() });
  // Answered meanwhile, or over: what was typed comes back on the page as it now is.
  return done === 'kept' ? say({ kept: true, draft }) : say({ draft });
}

const postInput = z.object({ clientId: z.uuid(), text: z.string().default('') });

async function post(event: RequestEvent) {
  const input = postInput.safeParse(fieldsOf(await event.request.formData()));
  if (!input.success) return refuse(400, { postProblem: 'empty' });
  const { clientId, text: draft } = input.data;
  const problem = textProblem(draft);
  if (problem) return refuse(400, { postProblem: problem, draft });
  const roomId = await roomOfTalk(event.locals.participant);
  const viewer = event.locals.participant;
  if (!viewer || !roomId) return say({ draft });
  const posted = await postMessage(viewer, { roomId, clientId, text: readableText(draft) });
  if (posted === 'conflict') return refuse(409, { postProblem: posted, draft });
  if (typeof posted === 'string' || 'waitMs' in posted) return say({ draft });
  redirect(303, localizeHref('/talk'));
}

const roomOfTalk = async (viewer: ParticipantViewer | null) =>
  (viewer && (await talkOf(viewer))?.roomId) || undefined;

async function takeTime(event: RequestEvent) {
  const viewer = event.locals.participant;
  const input = timeInput.safeParse(fieldsOf(await event.request.formData()));
  const chosen = viewer && input.success ? await chooseTime(viewer, input.data) : 'not_offered';
  return chosen === 'not_offered' ? refuse(409, { timeGone: true }) : say({});
}

/** What is no longer so is shown as it is: the page after the act tells. */
async function act(
  event: RequestEvent,
  verb: (viewer: ParticipantViewer, contactId: string) => Promise<unknown>,
): Promise<void> {
  const viewer = event.locals.participant;
  const input = contactInput.safeParse(fieldsOf(await event.request.formData()));
  if (viewer && input.success) await verb(viewer, input.data.contactId);
}
