/** What a form carried to which nobody was signed in any more: it waits, sealed, in the page of the sign-in, for whoever wrote it. */
import { z } from 'zod';
import { hours } from '#platform/clock';
import { openSeal, seal } from '#platform/secrets';
import { isSecret } from '../../../../secret-fields.ts';

export interface SentForm {
  fields: [string, string][];
  /** Where it was to go: a named action of the page that signing in leads to. */
  act: string;
}

const OWN = new Set(['login', 'sealed']);

export function sentForm(data: FormData, act: string | null): SentForm | undefined {
  const fields = [...data].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !OWN.has(name) && !isSecret(name) ? [[name, value]] : [],
  );
  return fields.length > 0 && /^\w*$/.test(act ?? '') ? { fields, act: act ?? '' } : undefined;
}

/** Of which page it is, and when it arrived or is opened. */
interface Sealing {
  writer: string;
  page: string;
  at: Date;
}

const OPENS_FOR_MS = hours(12);

/** The page says nothing of it to whoever sits down next: neither what it is nor whose. */
export const sealForm = (form: SentForm, { writer, page, at }: Sealing): string =>
  seal('sent-form', JSON.stringify({ ...form, writer, page, at: at.getTime() })).toString(
    'base64url',
  );

const sealedForm = z.object({
  fields: z.array(z.tuple([z.string(), z.string()])),
  act: z.string(),
  writer: z.string(),
  page: z.string(),
  at: z.number(),
});

/**
 * For whoever wrote it, to go where it was to go, for half a day: else it is `gone`. `anothers` for everybody else, and
 * for what is no seal of ours.
 */
export function openForm(
  sealed: string,
  { writer, page, at }: Sealing,
): SentForm | 'anothers' | 'gone' {
  try {
    const opened = sealedForm.parse(
      JSON.parse(openSeal('sent-form', Buffer.from(sealed, 'base64url'))),
    );
    if (opened.writer !== writer) return 'anothers';
    if (opened.page !== page || at.getTime() - opened.at > OPENS_FOR_MS) return 'gone';
    return { fields: opened.fields, act: opened.act };
  } catch {
    return 'anothers';
  }
}

/** What may be somebody's words, to be read before it is sent; marks and choices ride along. */
export const wordsOf = ({ fields }: SentForm): string[] =>
  fields.flatMap(([, value]) => (/[^\x21-\x7e]/.test(value.trim()) ? [value] : []));
