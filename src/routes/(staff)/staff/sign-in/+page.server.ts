import { fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { LONGEST_PASSWORD_TYPED, signIn, type SignedIn } from '#accounts/server';
import { localizeHref } from '#paraglide/runtime';
import { now } from '#platform/clock';
import { fieldsOf } from '#platform/form';
import { lastWriter, markOf } from '../../../../last-writer.server.ts';
import { destinationOf } from '../../signed-in.server.ts';
import { openForm, sealForm, sentForm, wordsOf } from './sealed-form.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (locals.account ?? locals.lacksFactor)
    redirect(303, localizeHref(destinationOf(url.searchParams.get('to'))));
};

const signInForm = z.object({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(LONGEST_PASSWORD_TYPED),
  code: z.string().max(20).optional(),
});

export const actions: Actions = {
  async default(event) {
    const data = await event.request.formData();
    const form = fieldsOf(data);
    // A form that nobody was signed in for any more arrives here by itself.
    if (form['login'] === undefined) return arrived(event, data);
    const sealed = form['sealed'];
    const login = form['login'].slice(0, 200);
    const parsed = signInForm.safeParse(form);
    if (!parsed.success) return fail(400, { login, problem: 'missing' as const, sealed });
    const writer = lastWriter(event);
    const knows = writer ? (id: string) => markOf(id) === writer : undefined;
    const entered = await signIn(parsed.data, { address: event.getClientAddress(), knows });
    if (typeof entered === 'string')
      return fail(entered === 'busy' ? 503 : 400, { login, problem: entered, sealed });
    return goOn(event, entered, sealed);
  },
};

/** Only what has a writer waits: it is given back to nobody else. */
function arrived(event: RequestEvent, data: FormData) {
  const words = sentForm(data, event.url.searchParams.get('act'));
  const writer = lastWriter(event);
  if (!words) return fail(400, { login: '', problem: 'missing' as const });
  if (!writer) return fail(401, { login: '', lost: true });
  const page = destinationOf(event.url.searchParams.get('to'));
  return fail(401, { login: '', sealed: sealForm(words, { writer, page, at: now() }) });
}

function goOn({ cookies, url }: RequestEvent, { viewer, cookie }: SignedIn, sealed?: string) {
  cookies.set(cookie.name, cookie.value, cookie.attributes);
  const page = destinationOf(url.searchParams.get('to'));
  const to = localizeHref(page);
  if (sealed === undefined) redirect(303, to);
  const form = openForm(sealed, { writer: markOf(viewer.accountId), page, at: now() });
  if (typeof form === 'string') return { to, words: undefined, why: form };
  const read = wordsOf(form);
  // Nobody presses for what they cannot read: somebody else may have chosen it.
  if (read.length === 0) return { to, words: undefined, why: 'unreadable' as const };
  const { act, fields } = form;
  const words = { whose: viewer.displayName, fields, read };
  return { to, words, action: act ? `${to}?/${act}` : to };
}
