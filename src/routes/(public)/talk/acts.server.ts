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
import { talkPath, type TalkAnswer } from '#urgent';
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
import { comeBack } from './come-back.server.ts';
import { contactOf } from './contact-of.ts';
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
  again,
  chooseTime: takeTime,
  dropTime: (event) => act(event, dropTime).then(() => comeBack(event)),
  end: (event) => act(event, endTalk).then(() => comeBack(event)),
  ...handOverActions,
  phrase: ({ locals }) => phraseFor(locals.participant),
  stop: async (event) => {
    const done = await act(event, leaveContact);
    // Nor does the Back button show it, where a page before it was kept as it was left.
    event.setHeaders({ 'clear-site-data': '"cache"' });
    // Ended by the desk in that moment it is not erased, and nobody may be told so.
    return say(done === 'over' ? {} : { left: true });
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
  const input = wordsInput.safeParse({ ...fields, ...contactOf(event.url) });
  const draft = fields['words'] ?? '';
  if (!input.success) return refuse(400, { draft, wordsProblem: m.urgent_problem_words() });
  const done = viewer ? await verb(viewer, input.data) : 'not_found';
  if (done === 'no_words') return refuse(400, { draft, wordsProblem: m.urgent_leave_empty() });
  // Answered meanwhile, or over: what was typed comes back on the page as it now is.
  if (done !== 'kept') return say({ draft });
  if (verb !== writeWhileWaiting) comeBack(event);
  return say({ kept: true, draft });
}

const postInput = z.object({ clientId: z.uuid(), text: z.string().default('') });

async function post(event: RequestEvent) {
  const input = postInput.safeParse(fieldsOf(await event.request.formData()));
  if (!input.success) return refuse(400, { postProblem: 'empty' });
  const { clientId, text: draft } = input.data;
  const problem = textProblem(draft);
  if (problem) return refuse(400, { postProblem: problem, draft });
  const viewer = event.locals.participant;
  const { contactId } = contactOf(event.url);
  const talk = viewer ? await talkOf(viewer, contactId) : undefined;
  // What is over meanwhile gives way to another contact of theirs: nothing is said into that one.
  if (!viewer || !talk?.roomId || talk.contactId !== contactId) return say({ draft });
  const posted = await postMessage(viewer, {
    roomId: talk.roomId,
    clientId,
    text: readableText(draft),
  });
  if (posted === 'conflict') return refuse(409, { postProblem: posted, draft });
  if (typeof posted === 'string' || 'waitMs' in posted) return say({ draft });
  redirect(303, localizeHref(talkPath(contactId)));
}

async function takeTime(event: RequestEvent) {
  const viewer = event.locals.participant;
  const fields = fieldsOf(await event.request.formData());
  const input = timeInput.safeParse({ ...fields, ...contactOf(event.url) });
  const chosen = viewer && input.success ? await chooseTime(viewer, input.data) : 'not_offered';
  if (chosen === 'not_offered') return refuse(409, { timeGone: true });
  comeBack(event);
  return say({});
}

async function again(event: RequestEvent) {
  const done = await act(event, callAgain);
  if (typeof done === 'object') redirect(303, localizeHref(talkPath(done.going)));
  comeBack(event);
}

/** What is no longer so is shown as it is: the page after the act tells. */
async function act<Done>(
  event: RequestEvent,
  verb: (viewer: ParticipantViewer, contactId: string) => Promise<Done>,
): Promise<Done | undefined> {
  const viewer = event.locals.participant;
  const input = contactInput.safeParse(contactOf(event.url));
  return viewer && input.success ? verb(viewer, input.data.contactId) : undefined;
}
