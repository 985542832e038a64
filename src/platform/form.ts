/** A posted form's texts. Files where text was asked for, and fields that are missing, count as nothing typed. */

export const textOf = (form: FormData, name: string): string => asText(form.get(name));

export const textsOf = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value) => typeof value === 'string');

/** Every text field by its name; what was sent twice counts once, by its last. */
export const fieldsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

const asText = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
