/** What is being written, as the editor's two pages offer and keep it. */
import { error, fail } from '@sveltejs/kit';
import type { AccountViewer } from '#accounts';
import { textOf } from '#platform/form';
import type { Autosaved, AutosavedElsewhere, WrittenFields } from '#schedule';
import { autosaveWriting, writingOf } from '#schedule/server';
import { m } from '#paraglide/messages';
import { typedNumber } from '../typed.ts';
import { previewOf } from './editing.server.ts';
import type { OpenWriting } from './Autosave.svelte.ts';
import { readSeriesForm, type SeriesForm } from './series-form.ts';

/** Fields that say which version was written on, not what was written. */
const ABOUT = new Set(['mark', 'over', 'basis', 'seen', 'formId']);

/** `?from=writing` goes on with what was being written; else that is offered. */
export async function openWriting(
  viewer: AccountViewer,
  seriesId: string | null,
  url: URL,
): Promise<OpenWriting & { values: SeriesForm | undefined }> {
  const found = await writingOf(viewer, seriesId);
  if (!found || url.searchParams.get('from') !== 'writing')
    return { mark: '', basis: null, keptAt: null, waits: found, values: undefined };
  const { fields, ...kept } = found;
  return { ...kept, waits: null, values: readSeriesForm(formOf(fields)) };
}

export function formOf(fields: WrittenFields): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

const fieldsOfForm = (data: FormData): WrittenFields =>
  [...data].flatMap(([name, value]) =>
    typeof value === 'string' && !ABOUT.has(name) ? [[name, value] as [string, string]] : [],
  );

/** As it was posted; `over` writes on over what another screen has kept, which its writer has been told of. */
export async function autosavePosted(
  viewer: AccountViewer,
  seriesId: string | null,
  data: FormData,
): Promise<Autosaved | AutosavedElsewhere | 'too_long'> {
  const kept = await autosaveWriting(viewer, seriesId, {
    fields: fieldsOfForm(data),
    basis: basisOf(data) ?? null,
    seen: textOf(data, 'over') || textOf(data, 'mark'),
  });
  if (kept === 'not_found') error(404);
  return kept;
}

/** The revision that the form began with. */
export const basisOf = (data: FormData): number | undefined =>
  typedNumber(textOf(data, 'basis')) ?? undefined;

/** The answer of 「下書きを保存」, and of the editor's autosave while one writes. */
export async function autosaveAction(
  viewer: AccountViewer,
  seriesId: string | null,
  data: FormData,
) {
  const values = readSeriesForm(data);
  const autosaved = await autosavePosted(viewer, seriesId, data);
  const page = { values, preview: previewOf(values), basis: basisOf(data) };
  if (autosaved === 'too_long')
    return fail(413, {
      ...page,
      errors: { summary: m.staff_problem_long() },
      autosaved: undefined,
    });
  if ('elsewhere' in autosaved) return fail(409, { ...page, errors: {}, autosaved });
  return { ...page, errors: {}, autosaved };
}
