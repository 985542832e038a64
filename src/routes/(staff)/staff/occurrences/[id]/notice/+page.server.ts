import { error } from '@sveltejs/kit';
import { may } from '#accounts';
import { qrOf } from '#platform/qr';
import { findEverPublicOccurrence } from '#schedule/server';
import { localizeHref } from '#paraglide/runtime';
import { signedIn } from '../../../../signed-in.server.ts';
import { noticeOf } from './notice.ts';
import type { PageServerLoad } from './$types';

/** Nothing stands here but what is public already: for whoever publishes the date. */
export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  const occurrence = await findEverPublicOccurrence(event.params.id);
  if (!occurrence || !may(viewer, 'publish', occurrence.organisationId)) error(404);
  const notice = noticeOf(occurrence);
  if (!notice) error(404);
  const to = new URL(localizeHref(`/sessions/${notice.leadsTo ?? ''}`), event.url.origin);
  return {
    occurrenceId: occurrence.id,
    notice,
    link: notice.leadsTo && { address: to.host + to.pathname, qr: qrOf(to.href) },
  };
};
