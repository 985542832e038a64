/** What a form carried to which nobody was signed in any more: it waits, sealed, in the page of the sign-in, for whoever wrote it. */
import { z } from 'zod';
import { openSeal, seal } from '#platform/secrets';
import { isSecret } from '../../../../secret-fields.ts';

export interface KeptForm {
  fields: [string, string][];
  /** Where it was to go: a named action of the page that signing in leads to. */
  act: string;
}

const OWN = new Set(['login', 'kept']);

export function keptForm(data: FormData, act: string | null): KeptForm | undefined {
  const fields = [...data].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !OWN.has(name) && !isSecret(name) ? [[name, value]] : [],
  );
  return fields.length > 0 && /^\w*$/.test(act ?? '') ? { fields, act: act ?? '' } : undefined;
}

/** The page says nothing of it to whoever sits down next: neither what it is nor whose. */
export const sealForm = (form: KeptForm, writer: string): string =>
  seal('kept-words', JSON.stringify({ ...form, writer })).toString('base64url');

const sealedForm = z.object({
  fields: z.array(z.tuple([z.string(), z.string()])),
  act: z.string(),
  writer: z.string(),
});

/** For whoever wrote it; `anothers` for everybody else, and for what is no seal of ours. */
export function openForm(sealed: string, writer: string): KeptForm | 'anothers' {
  try {
    const { writer: whose, ...form } = sealedForm.parse(
      JSON.parse(openSeal('kept-words', Buffer.from(sealed, 'base64url'))),
    );
    return whose === writer ? form : 'anothers';
  } catch {
    return 'anothers';
  }
}

/** What may be somebody's words, to be read before it is sent; marks and choices ride along. */
export const wordsOf = ({ fields }: KeptForm): string[] =>
  fields.flatMap(([, value]) => (/[^\x21-\x7e]/.test(value.trim()) ? [value] : []));
