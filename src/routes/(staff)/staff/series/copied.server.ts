/** The series that a new one is copied from: only one that the viewer may publish the like of. */
import { may, type AccountViewer } from '#accounts';
import type { SeriesInput } from '#schedule';
import { findSeries } from '#schedule/server';
import { besidesACopy } from './series-input.ts';
import type { Typed } from './editing.server.ts';

export async function originalOf(viewer: AccountViewer, id: string) {
  const series = await findSeries(viewer, id);
  return series && may(viewer, 'publish', series.organisationId) ? series : undefined;
}

/** What was typed of a new series, with what the form does not show of the one it was copied from. */
export async function withOriginal(
  viewer: AccountViewer,
  { values, input }: Typed,
): Promise<SeriesInput> {
  const original =
    values.copiedFrom === '' ? undefined : await originalOf(viewer, values.copiedFrom);
  return { ...(original && besidesACopy(original.input)), ...input };
}
