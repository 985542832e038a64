import { m } from '#paraglide/messages';
import type { Criterion, PublisherPromise } from './application.ts';
import type { OrganisationKind, OrganisationPart } from './index.ts';
import type { ApplicationProblem } from './input.ts';
import type { OrganisationFace } from './page.ts';
import type { Standing } from './standing.ts';

const ACTS: Record<string, () => string> = {
  'roster.read': m.organisations_act_roster_read,
  'roster.refused': m.organisations_act_roster_refused,
  'first_talk.marked': m.organisations_act_first_talk_marked,
  'first_talk.taken_back': m.organisations_act_first_talk_taken_back,
  'first_talk.refused': m.organisations_act_first_talk_refused,
  'attendance.counted': m.organisations_act_attendance_counted,
  'attendance.taken_back': m.organisations_act_attendance_taken_back,
  'attendance.refused': m.organisations_act_attendance_refused,
  'signup.entered': m.organisations_act_signup_entered,
  'signup.reprinted': m.organisations_act_signup_reprinted,
  'signup.changed_by_phone': m.organisations_act_signup_changed_by_phone,
  'signup.cancelled_by_phone': m.organisations_act_signup_cancelled_by_phone,
  'signup.refused': m.organisations_act_signup_refused,
  'room.refused': m.organisations_act_room_refused,
  'report.made': m.organisations_act_report_made,
  'report.nothing': m.organisations_act_report_nothing,
  'report.hidden': m.organisations_act_report_hidden,
  'report.muted': m.organisations_act_report_muted,
  'report.put_out': m.organisations_act_report_put_out,
  'report.banned': m.organisations_act_report_banned,
  'report.passed': m.organisations_act_report_passed,
  'report.taken_up': m.organisations_act_report_taken_up,
  'report.read': m.organisations_act_report_read,
  'report.site_nothing': m.organisations_act_report_site_nothing,
  'report.site_barred': m.organisations_act_report_site_barred,
  'report.refused': m.organisations_act_report_refused,
  'ban.made': m.organisations_act_ban_made,
  'ban.lifted': m.organisations_act_ban_lifted,
  'ban.lifted_on_site': m.organisations_act_ban_lifted_on_site,
  'bans.refused': m.organisations_act_bans_refused,
  'occurrence.refused': m.organisations_act_occurrence_refused,
  'occurrence.added': m.organisations_act_occurrence_added,
  'occurrence.noted': m.organisations_act_occurrence_noted,
  'occurrence.cancelled': m.organisations_act_occurrence_cancelled,
  'occurrence.restored': m.organisations_act_occurrence_restored,
  'occurrence.resized': m.organisations_act_occurrence_resized,
  'occurrence.moved': m.organisations_act_occurrence_moved,
  'occurrence.placed': m.organisations_act_occurrence_placed,
  'series.refused': m.organisations_act_series_refused,
  'slots.refused': m.organisations_act_slots_refused,
  'slots.laid': m.organisations_act_slots_laid,
  'slots.limited': m.organisations_act_slots_limited,
  'slot.stood_in': m.organisations_act_slot_stood_in,
  'stand_by.asked': m.organisations_act_stand_by_asked,
  'stand_by.taken_away': m.organisations_act_stand_by_taken_away,
  'stand_by.agreed': m.organisations_act_stand_by_agreed,
  'stand_by.declined': m.organisations_act_stand_by_declined,
  'call.made': m.organisations_act_call_made,
  'talk.handed_over': m.organisations_act_talk_handed_over,
  'talk.read_in_danger': m.organisations_act_talk_read_in_danger,
  'talk.refused': m.organisations_act_talk_refused,
  'earlier_talk.read': m.organisations_act_earlier_talk_read,
  'letter.read': m.organisations_act_letter_read,
  'callback.refused': m.organisations_act_callback_refused,
  'letter.refused': m.organisations_act_letter_refused,
  'call.came': m.organisations_act_call_came,
  'window.added': m.organisations_act_window_added,
  'window.revised': m.organisations_act_window_revised,
  'window.confirmed': m.organisations_act_window_confirmed,
  'window.ended': m.organisations_act_window_ended,
  'window.goes_on': m.organisations_act_window_goes_on,
  'window.refused': m.organisations_act_window_refused,
  'shift.planned': m.organisations_act_shift_planned,
  'shift.changed': m.organisations_act_shift_changed,
  'shift.taken_off': m.organisations_act_shift_taken_off,
  'shift.taken_over': m.organisations_act_shift_taken_over,
  'shift.refused': m.organisations_act_shift_refused,
  'district.added': m.organisations_act_district_added,
  'district.revised': m.organisations_act_district_revised,
  'district.removed': m.organisations_act_district_removed,
  'district.refused': m.organisations_act_district_refused,
  'correction.taken_over': m.organisations_act_correction_taken_over,
  'correction.declined': m.organisations_act_correction_declined,
  'members.refused': m.organisations_act_members_refused,
  'organisation.changed': m.organisations_act_organisation_changed,
  'organisation.refused': m.organisations_act_organisation_refused,
  'approval.wanted': m.organisations_act_approval_wanted,
  'approval.unwanted': m.organisations_act_approval_unwanted,
  'approval.end_asked': m.organisations_act_approval_end_asked,
  'approval.end_declined': m.organisations_act_approval_end_declined,
  'series.ended': m.organisations_act_series_ended,
  'series.submitted': m.organisations_act_series_submitted,
  'series.approved': m.organisations_act_series_approved,
  'series.sent_back': m.organisations_act_series_sent_back,
  'naming.asked': m.organisations_act_naming_asked,
  'naming.agreed': m.organisations_act_naming_agreed,
  'naming.declined': m.organisations_act_naming_declined,
  'invitation.made': m.organisations_act_invitation_made,
  'invitation.accepted': m.organisations_act_invitation_accepted,
  'invitation.withdrawn': m.organisations_act_invitation_withdrawn,
  'invitation.refused': m.organisations_act_invitation_refused,
  'member.changed': m.organisations_act_member_changed,
  'member.removed': m.organisations_act_member_removed,
  'account.succeeded': m.organisations_act_account_succeeded,
  'account.closed': m.organisations_act_account_closed,
  'account.password_renewed': m.organisations_act_account_password_renewed,
  'account.password_changed': m.organisations_act_account_password_changed,
  'host.appeared': m.organisations_act_host_appeared,
  'host.consented': m.organisations_act_host_consented,
  'host.left': m.organisations_act_host_left,
  'host.withdrew': m.organisations_act_host_withdrew,
  'portrait.shown': m.organisations_act_portrait_shown,
  'portrait.hidden': m.organisations_act_portrait_hidden,
  'portrait.removed': m.organisations_act_portrait_removed,
  'audit.refused': m.organisations_act_audit_refused,
  'application.made': m.organisations_act_application_made,
  'application.answered': m.organisations_act_application_answered,
  'application.verified': m.organisations_act_application_verified,
  'application.asked': m.organisations_act_application_asked,
  'application.declined': m.organisations_act_application_declined,
  'application.refused': m.organisations_act_application_refused,
  'organisation.withdrawn': m.organisations_act_withdrawn,
  'entry.taken_over': m.organisations_act_entry_taken_over,
  'import.refused': m.organisations_act_import_refused,
  'import.committed': m.organisations_act_import_committed,
  'import.undone': m.organisations_act_import_undone,
  'import.discarded': m.organisations_act_import_discarded,
};

/** What was done, as the log says it; an act without a word is shown as it is stored, never left out. */
export const actWord = (act: string): string => ACTS[act]?.() ?? act;

export const partWord = (part: OrganisationPart): string =>
  ({
    organiser: m.organisations_part_organiser,
    co_organiser: m.organisations_part_co_organiser,
    commissioner: m.organisations_part_commissioner,
    operating: m.organisations_part_operating,
  })[part]();

const KINDS: Record<OrganisationKind, () => string> = {
  family_association: m.organisations_kind_family_association,
  peer_group: m.organisations_kind_peer_group,
  support_centre: m.organisations_kind_support_centre,
  municipality: m.organisations_kind_municipality,
  prefecture: m.organisations_kind_prefecture,
  council_of_social_welfare: m.organisations_kind_council_of_social_welfare,
  npo: m.organisations_kind_npo,
  health_centre: m.organisations_kind_health_centre,
  mental_health_centre: m.organisations_kind_mental_health_centre,
  self_reliance_agency: m.organisations_kind_self_reliance_agency,
  board_of_education: m.organisations_kind_board_of_education,
  youth_support_station: m.organisations_kind_youth_support_station,
  farm: m.organisations_kind_farm,
  company: m.organisations_kind_company,
  consumer_centre: m.organisations_kind_consumer_centre,
  nationwide_body: m.organisations_kind_nationwide_body,
};

export const kindWord = (kind: OrganisationKind): string => KINDS[kind]();

export const standingWord = (standing: Standing): string =>
  ({
    listed: m.organisations_standing_listed,
    applied: m.organisations_standing_applied,
    asked: m.organisations_standing_asked,
    declined: m.organisations_standing_declined,
    verified: m.organisations_standing_verified,
    withdrawn: m.organisations_standing_withdrawn,
  })[standing]();

export const faceWord = (face: OrganisationFace): string =>
  ({
    house: m.organisations_face_house,
    tree: m.organisations_face_tree,
    cups: m.organisations_face_cups,
    lamp: m.organisations_face_lamp,
    hands: m.organisations_face_hands,
    hills: m.organisations_face_hills,
  })[face]();

export const promiseWord = (promise: PublisherPromise): string =>
  ({
    no_soliciting: m.organisations_promise_no_soliciting,
    no_pull_out: m.organisations_promise_no_pull_out,
    fees_published: m.organisations_promise_fees_published,
  })[promise]();

export const criterionWord = (criterion: Criterion): string =>
  ({
    recommended: m.organisations_criterion_recommended,
    fees_shown: m.organisations_criterion_fees_shown,
    no_soliciting: m.organisations_criterion_no_soliciting,
    no_pull_out: m.organisations_criterion_no_pull_out,
  })[criterion]();

export const applicationProblemWord = (problem: ApplicationProblem): string =>
  ({
    organisations_problem_name: m.organisations_problem_name,
    organisations_problem_kind: m.organisations_problem_kind,
    organisations_problem_area: m.organisations_problem_area,
    organisations_problem_summary: m.organisations_problem_summary,
    organisations_problem_url: m.organisations_problem_url,
    organisations_problem_recommender: m.organisations_problem_recommender,
    organisations_problem_fees: m.organisations_problem_fees,
    organisations_problem_promises: m.organisations_problem_promises,
    organisations_problem_long: m.organisations_problem_long,
    organisations_problem_too_many: m.organisations_problem_too_many,
  })[problem]();
