import { redirect, type RequestEvent } from '@sveltejs/kit';
import { localizeHref } from '#paraglide/runtime';
import { talkPath } from '#urgent';
import { contactInput } from '#urgent/server';
import { contactOf } from './contact-of.ts';

/** After an act, without script: at an address of its own, for what came as the answer to a form a phone cannot open again. */
export function comeBack({ request, url }: RequestEvent): void {
  const input = contactInput.safeParse(contactOf(url));
  if (input.success && !request.headers.has('x-sveltekit-action'))
    redirect(303, localizeHref(talkPath(input.data.contactId)));
}
