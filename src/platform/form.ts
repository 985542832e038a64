/** A posted form's texts. Files where text was asked for, and fields that are missing, count as nothing typed. */

export const textOf = (form: FormData, name: string): string => asText(form.get(name));

export const textsOf = (form: FormData, name: string): string[] =>
  form.getAll(name).flatMap((value) => (typeof value === 'string' ? [storable(value)] : []));

/** Every text field by its name; what was sent twice counts once, by its last. */
export const fieldsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, storable(value)]] : [],
    ),
  );

const asText = (value: FormDataEntryValue | null) =>
  typeof value === 'string' ? storable(value) : '';

/** Without the sign of nothing, which no keyboard has and no database keeps: whoever sends it would see our fault. */
const storable = (text: string): string => text.replaceAll('\0', '');
