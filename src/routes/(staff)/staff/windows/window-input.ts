/** What the editor's form says, for the verb to judge: choices it does not know stay as they are and are refused there. */
import type { WindowInput } from '#windows';
import { typedNumber } from '../typed.ts';
import { exceptionsOf, rulesOf } from './hours-form.ts';
import { isSomebody, type WindowForm } from './window-form.ts';

export interface Places {
  prefCode: string | null;
  code5: string | null;
  serves: string[];
  excludes: string[];
}

export const windowInputOf = (form: WindowForm, places: Places): WindowInput =>
  ({
    ...form,
    ...places,
    organisationId: form.organisationId || null,
    minimumAge: typedNumber(form.minimumAge.replace(/歳$/u, '')),
    maximumAge: typedNumber(form.maximumAge.replace(/歳$/u, '')),
    familyOnly: form.familyOnly === '' ? null : form.familyOnly === 'yes',
    ringSeconds: typedNumber(form.ringSeconds.replace(/秒$/u, '')) ?? undefined,
    hours: rulesOf(form.hours),
    exceptions: exceptionsOf(form.exceptions),
    counsellors: form.counsellors.filter(isSomebody),
    parts: form.parts.filter(({ organisationId }) => organisationId !== ''),
  }) as WindowInput; // Choices come as text; zod holds them to the known ones.
