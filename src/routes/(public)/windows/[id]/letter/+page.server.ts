import { error, fail, redirect } from '@sveltejs/kit';
import { m } from '#paraglide/messages';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { fieldsOf } from '#platform/form';
import { talkPath, type LetterRefused } from '#urgent';
import {
  awaitLetter,
  letterAnsweredBy,
  letterDeskFor,
  letterInput,
  newPressToken,
  noteSource,
  writeLetter,
} from '#urgent/server';
import { phoneLines } from '../../../lines.server.ts';
import { ownPage } from '../../../own-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  const desk = await letterDeskFor(params.id);
  const by = desk && (await letterAnsweredBy(desk.id));
  if (!by) error(404);
  // The nearest that answers stands in for a window where nobody does.
  if (desk.id !== params.id) redirect(303, localizeHref(`/windows/${desk.id}/letter`));
  setHeaders({ 'cache-control': ownPage(locals.participant) });
  const { emergency } = await phoneLines();
  return { desk, by, formToken: newPressToken(), emergency };
};

const PROBLEMS: Record<string, () => string> = {
  urgent_problem_words: m.urgent_problem_words,
  urgent_problem_nickname: m.urgent_problem_nickname,
  letters_problem_empty: m.letters_problem_empty,
};

export const actions: Actions = {
  default: async ({ params, request, locals, cookies, getClientAddress }) => {
    const fields = fieldsOf(await request.formData());
    const refuse = (status: number, problems: LetterRefused['problems']) => {
      const { words = '', nickname = '', wish = 'text' } = fields;
      return fail(status, { words, nickname, wish, problems } satisfies LetterRefused);
    };
    const input = letterInput.safeParse(fields);
    if (!input.success) {
      const problems = input.error.issues.map(({ path, message }) => ({
        field: String(path[0]),
        message: (PROBLEMS[message] ?? m.urgent_problem_press)(),
      }));
      return refuse(400, problems);
    }
    const letter = { ...input.data, language: getLocale() };
    await awaitLetter(getClientAddress());
    const written = await writeLetter(locals.participant, params.id, letter);
    if (written === 'window') return refuse(409, [{ field: 'words', message: m.letters_gone() }]);
    const { cookie, contactId } = written;
    noteSource(contactId, getClientAddress());
    if (cookie) cookies.set(cookie.name, cookie.value, cookie.attributes);
    redirect(303, localizeHref(talkPath(contactId)));
  },
};
