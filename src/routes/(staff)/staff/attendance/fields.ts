/** What a count's field is called, and what it held when it was shown. */
const CAME = 'came-';
export const BEFORE = 'before-';

export const fieldOf = (occurrenceId: string): string => CAME + occurrenceId;

export const idIn = (field: string): string | undefined =>
  field.startsWith(CAME) ? field.slice(CAME.length) : undefined;
