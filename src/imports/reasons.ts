/** What can be wrong with a row, by name: what is put right says how, what is refused says why. */

const REPAIRS = [
  'code_zero_added',
  'code_without_check_digit',
  'code_of_ward',
  'code_from_address',
  'code_from_organisation',
  'number_missing',
  'number_repeated',
  'name_repeated',
  'coordinates_swapped',
  'coordinates_left_out',
  'wide_digits',
  'date_form',
  'era_date',
  'year_assumed',
  'date_from_note',
  'end_date_ignored',
  'period_as_text',
  'time_form',
  'times_in_one_cell',
  'time_from_note',
  'time_missing',
  'late_hours',
  'end_next_day',
  'end_time_assumed',
  'hours_as_text',
  'phones_split',
  'phone_as_text',
  'mail_left_out',
  'url_completed',
  'url_left_out',
  'urls_split',
  'ages_as_text',
  'methods_unknown',
  'check_left_out',
  'facility',
  'capacity_left_out',
  'text_shortened',
] as const;
export type Repair = (typeof REPAIRS)[number];

const REFUSALS = [
  'cells_beyond_heads',
  'title_missing',
  'date_missing',
  'date_unreadable',
  'already_over',
  'place_unknown',
  'name_missing',
  'window_place_unknown',
  'window_unknown',
  'no_consultation',
  'invented',
  'not_public',
] as const;
export type Refusal = (typeof REFUSALS)[number];

export const OUTCOMES = ['accepted', 'repaired', 'refused'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Whether a text names a repair or a refusal. */
export const isReason = (text: string): text is Repair | Refusal =>
  [...REPAIRS, ...REFUSALS].some((reason) => reason === text);
