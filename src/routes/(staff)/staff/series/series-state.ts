import { m } from '#paraglide/messages';
import type { SeriesRecord } from '#schedule';

const words: Record<SeriesRecord['state'], () => string> = {
  draft: m.staff_series_draft,
  submitted: m.staff_series_submitted,
  published: m.staff_series_published,
  ended: m.staff_series_ended,
  withdrawn: m.staff_series_withdrawn,
};

export const seriesState = (state: SeriesRecord['state']): string => words[state]();
