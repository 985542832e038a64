import { m } from '#paraglide/messages';
import type { CheckedField, PublicityCheck } from './publicity.ts';

export const checkWord = (check: PublicityCheck): string =>
  ({
    where: m.staff_check_where,
    word: m.staff_check_word,
    changes: m.staff_check_changes,
    host: m.staff_check_host,
  })[check]();

/** The field as its label names it. */
export const fieldWord = (field: CheckedField): string =>
  ({
    area: m.staff_edit_area,
    placeName: m.staff_edit_place_name,
    summary: m.staff_edit_summary,
    whatChanges: m.staff_edit_changes,
    hostName: m.staff_edit_host_name,
    hostMessage: m.staff_edit_host_message,
  })[field]();

/** Why it makes a notice reach people. */
export const checkReason = (check: PublicityCheck): string =>
  ({
    where: m.staff_check_where_why,
    word: m.staff_check_word_why,
    changes: m.staff_check_changes_why,
    host: m.staff_check_host_why,
  })[check]();

/** What to write. */
export const checkAdvice = (check: PublicityCheck): string =>
  ({
    where: m.staff_check_where_how,
    word: m.staff_check_word_how,
    changes: m.staff_check_changes_how,
    host: m.staff_check_host_how,
  })[check]();
