import { m } from '#paraglide/messages';
import type { OrganisationKind, OrganisationPart } from './index.ts';
import type { ApplicationProblem } from './input.ts';
import type { Standing } from './standing.ts';

const ACTS: Record<string, () => string> = {
  'roster.read': m.organisations_act_roster_read,
  'roster.refused': m.organisations_act_roster_refused,
  'room.refused': m.organisations_act_room_refused,
  'occurrence.refused': m.organisations_act_occurrence_refused,
  'series.refused': m.organisations_act_series_refused,
  'slots.refused': m.organisations_act_slots_refused,
  'slots.laid': m.organisations_act_slots_laid,
  'slot.stood_in': m.organisations_act_slot_stood_in,
  'window.added': m.organisations_act_window_added,
  'window.revised': m.organisations_act_window_revised,
  'window.confirmed': m.organisations_act_window_confirmed,
  'window.ended': m.organisations_act_window_ended,
  'window.goes_on': m.organisations_act_window_goes_on,
  'window.refused': m.organisations_act_window_refused,
  'correction.taken_over': m.organisations_act_correction_taken_over,
  'correction.declined': m.organisations_act_correction_declined,
  'members.refused': m.organisations_act_members_refused,
  'organisation.changed': m.organisations_act_organisation_changed,
  'organisation.refused': m.organisations_act_organisation_refused,
  'approval.wanted': m.organisations_act_approval_wanted,
  'approval.unwanted': m.organisations_act_approval_unwanted,
  'series.submitted': m.organisations_act_series_submitted,
  'series.approved': m.organisations_act_series_approved,
  'series.sent_back': m.organisations_act_series_sent_back,
  'invitation.made': m.organisations_act_invitation_made,
  'invitation.accepted': m.organisations_act_invitation_accepted,
  'invitation.withdrawn': m.organisations_act_invitation_withdrawn,
  'invitation.refused': m.organisations_act_invitation_refused,
  'member.changed': m.organisations_act_member_changed,
  'member.removed': m.organisations_act_member_removed,
  'host.appeared': m.organisations_act_host_appeared,
  'host.consented': m.organisations_act_host_consented,
  'host.left': m.organisations_act_host_left,
  'host.withdrew': m.organisations_act_host_withdrew,
  'audit.refused': m.organisations_act_audit_refused,
  'application.made': m.organisations_act_application_made,
  'application.answered': m.organisations_act_application_answered,
  'application.verified': m.organisations_act_application_verified,
  'application.asked': m.organisations_act_application_asked,
  'application.declined': m.organisations_act_application_declined,
  'application.refused': m.organisations_act_application_refused,
  'organisation.withdrawn': m.organisations_act_withdrawn,
  'import.refused': m.organisations_act_import_refused,
  'import.committed': m.organisations_act_import_committed,
  'import.undone': m.organisations_act_import_undone,
  'import.discarded': m.organisations_act_import_discarded,
};

/** What was done, as the log says it; an act without a word is shown as it is stored, never left out. */
export const actWord = (act: string): string => ACTS[act]?.() ?? act;

export const partWord = (part: OrganisationPart): string => m[`organisations_part_${part}`]();

export const kindWord = (kind: OrganisationKind): string => m[`organisations_kind_${kind}`]();

export const standingWord = (standing: Standing): string =>
  m[`organisations_standing_${standing}`]();

export const applicationProblemWord = (problem: ApplicationProblem): string => m[problem]();
