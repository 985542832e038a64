/** 「プレビュー」: what stands in the form is kept, and shown where nobody else comes. */
import { error, fail, redirect } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { previewSeries } from '#schedule/server';
import { localizeHref } from '#paraglide/runtime';
import { errorsOf, previewOf, readEditor } from './editing.server.ts';
import { autosavePosted, basisOf } from './writing.server.ts';

/** What is not finished comes back with what it lacks, kept likewise. */
export async function showPreview(viewer: AccountViewer, seriesId: string | null, data: FormData) {
  const typed = await readEditor(data);
  const { values } = typed;
  const answer = await autosavePosted(viewer, seriesId, data);
  const autosaved = answer === 'too_long' ? undefined : answer;
  const page = { values, preview: previewOf(values), autosaved, basis: basisOf(data) };
  const shown = await previewSeries(viewer, typed.input, seriesId);
  if (shown === 'not_found') error(404);
  if ('problems' in shown) return fail(400, { ...page, errors: errorsOf(typed, shown.problems) });
  if (!autosaved || 'elsewhere' in autosaved) return fail(409, { ...page, errors: {} });
  const series = seriesId ? `series=${seriesId}&` : '';
  redirect(303, `${localizeHref('/staff/series/preview')}?${series}of=writing`);
}
