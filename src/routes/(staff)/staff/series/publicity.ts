/** What makes a notice reach people (asked for by families in a ward's council); it advises, never blocks. */
import type { SeriesForm } from './series-form.ts';

export const PUBLICITY_CHECKS = ['where', 'word', 'changes', 'host'] as const;
export type PublicityCheck = (typeof PUBLICITY_CHECKS)[number];

export function passedChecks(form: SeriesForm): Record<PublicityCheck, boolean> {
  const given = (text: string) => text.trim() !== '';
  return {
    where: form.format === 'online' || (given(form.area) && given(form.placeName)),
    word: [form.title, form.summary, form.whatChanges].some((text) =>
      /ひきこもり|引きこもり|hikikomori/i.test(text),
    ),
    changes: given(form.whatChanges),
    host: given(form.hostName) && given(form.hostMessage),
  };
}
