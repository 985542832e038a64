import { m } from '#paraglide/messages';

const ACTS: Record<string, () => string> = {
  'roster.read': m.organisations_act_roster_read,
  'roster.refused': m.organisations_act_roster_refused,
  'room.refused': m.organisations_act_room_refused,
  'occurrence.refused': m.organisations_act_occurrence_refused,
  'series.refused': m.organisations_act_series_refused,
  'slots.refused': m.organisations_act_slots_refused,
  'members.refused': m.organisations_act_members_refused,
  'audit.refused': m.organisations_act_audit_refused,
};

/** What was done, as the log says it; an act without a word is shown as it is stored, never left out. */
export const actWord = (act: string): string => ACTS[act]?.() ?? act;
