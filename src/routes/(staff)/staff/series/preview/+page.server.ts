import { error, redirect } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { now } from '#platform/clock';
import { describeRule, type SeriesInput } from '#schedule';
import { findSeries, previewSeries, submissionOf, writingOf } from '#schedule/server';
import { getLocale, localizeHref } from '#paraglide/runtime';
import { phoneLines } from '../../../../(public)/lines.server.ts';
import { firstTalkWays } from '../../../../(public)/sessions/[occurrence]/first-talk.server.ts';
import { signedIn } from '../../../signed-in.server.ts';
import { withOriginal } from '../copied.server.ts';
import { readEditor } from '../editing.server.ts';
import { besidesTheForm } from '../series-input.ts';
import { formOf } from '../writing.server.ts';
import type { PageServerLoad } from './$types';

/** `?series=` of one that is there; `?of=writing` as the viewer is writing it, `?of=waiting` as it waits for approval. */
export const load: PageServerLoad = async (event) => {
  const viewer = signedIn(event);
  event.setHeaders({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
  const id = event.url.searchParams.get('series');
  const of = event.url.searchParams.get('of');
  const editor =
    localizeHref(`/staff/series/${id ?? 'new'}`) + (of === 'writing' ? '?from=writing' : '');
  const input = await inputOf(viewer, id, of);
  const preview = input ? await previewSeries(viewer, input, id) : 'not_found';
  if (preview === 'not_found') error(404);
  // It is not finished: the editor says what it lacks.
  if ('problems' in preview) redirect(303, editor);
  const rhythm = preview.detail.rules
    .filter((rule) => rule.rrule !== null)
    .map((rule) => describeRule(rule, getLocale()));
  const firstTalk = await firstTalkWays(preview.detail);
  return { ...preview, firstTalk, rhythm, editor, of, now: now(), lines: await phoneLines() };
};

async function inputOf(
  viewer: AccountViewer,
  id: string | null,
  of: string | null,
): Promise<SeriesInput | undefined> {
  const series = id === null ? undefined : await findSeries(viewer, id);
  if (id !== null && !series) return undefined;
  if (of === 'waiting') return id ? (await submissionOf(viewer, id)).waiting?.input : undefined;
  if (of !== 'writing') return series?.input;
  const writing = await writingOf(viewer, id);
  if (!writing) return undefined;
  const typed = await readEditor(formOf(writing.fields));
  return series ? { ...besidesTheForm(series.input), ...typed.input } : withOriginal(viewer, typed);
}
