import { m } from '#paraglide/messages';
import type { Criterion, PublisherPromise } from './application.ts';
import type { OrganisationKind, OrganisationPart } from './index.ts';
import type { ApplicationProblem } from './input.ts';
import type { OrganisationFace } from './page.ts';
import type { Standing } from './standing.ts';

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
