/** What no code of ours writes, tried all the same: the table itself says no. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hours, later, now } from '#platform/clock';
import { db, sql } from '#platform/db';
import { answerContact } from '#urgent/server';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { signedUp } from '../support/signup.ts';
import { aCaller } from '../support/contacts.ts';
import { onDutyAt } from '../support/staff.ts';
import { aTown } from '../support/towns.ts';

/** Constraint → a statement that would break it and nothing else. */
const tries: Record<string, string> = {
  accounts_login_lower: `update accounts set login = 'UPPER' || id`,
  accounts_name_given: `update accounts set display_name = ''`,
  accounts_step_of_factor: `update accounts set second_factor_step = 1`,
  appearances_at_one_place: `update appearances set window_id = (select id from windows limit 1)`,
  appearances_drawing: `update appearances set drawing = 9`,
  appearances_message: `update appearances set message = repeat('あ', 401)`,
  appearances_nickname: `update appearances set nickname = ''`,
  application_checks_criterion: `update application_checks set criterion = 'rich'`,
  applications_claims_another: `update applications set claims = organisation_id`,
  applications_fees_given: `update applications set fees = ''`,
  applications_promises: `update applications set promises = '{no_soliciting}'`,
  applications_recommender_given: `update applications set recommender = ''`,
  areas_code_form: `insert into areas (code5, pref_code, name, kana, kind, latitude, longitude)
    select pref_code || '10A', pref_code, '町', 'まち', 'town', 35, 139 from prefectures`,
  areas_kind: `update areas set kind = 'planet'`,
  attendances_people: `insert into attendances select id, -1 from occurrences limit 1`,
  availabilities_face: `update availabilities set face = 9, consented_at = now()`,
  availabilities_face_by_consent: `update availabilities set nickname = 'ゆき'`,
  availabilities_horizon: `update availabilities set horizon_days = 181`,
  availabilities_link_of_methods: `update availabilities set methods = '{text,voice}'`,
  availabilities_message: `update availabilities set message = repeat('あ', 401), consented_at = now()`,
  availabilities_methods: `update availabilities set methods = '{}'`,
  availabilities_nickname: `update availabilities set nickname = repeat('あ', 41), consented_at = now()`,
  availabilities_notice: `update availabilities set notice_minutes = -1`,
  availabilities_notice_within_horizon: `update availabilities set notice_minutes = horizon_days * 1440`,
  availabilities_of_consultations: `update availabilities set kind = 'group_session'`,
  availabilities_pause: `update availabilities set pause_minutes = 241`,
  availabilities_slot: `update availabilities set slot_minutes = 9`,
  availability_exceptions_apart: `insert into availability_exceptions select * from availability_exceptions`,
  availability_exceptions_kind: `update availability_exceptions set kind = 'perhaps'`,
  availability_exceptions_span: `update availability_exceptions set ends_at_minute = starts_at_minute`,
  availability_exceptions_times: `update availability_exceptions set ends_at_minute = null`,
  availability_hours_apart: `insert into availability_hours
    select availability_id, weekday, starts_at_minute + 10, ends_at_minute + 10 from availability_hours`,
  availability_hours_span: `update availability_hours set ends_at_minute = 2881`,
  availability_hours_weekday: `update availability_hours set weekday = 8`,
  contact_events_kind: `update contact_events set kind = 'sighed'`,
  contact_spans_forward: `insert into contact_spans (contact_id, account_id, from_seq, to_seq)
    select id, owner_account_id, 5, 1 from contacts where owner_account_id is not null`,
  desk_notes_seq: `insert into desk_notes select gen_random_uuid(), c.id, w.organisation_id, null, -1, 'メモ', now()
    from contacts c join windows w on w.id = c.owner_window_id`,
  desk_notes_text: `insert into desk_notes select gen_random_uuid(), c.id, w.organisation_id, null, 1, '', now()
    from contacts c join windows w on w.id = c.owner_window_id`,
  desk_words_edition: `insert into desk_words select id, '', '', '', 0 from windows limit 1`,
  desk_words_en: `insert into desk_words select id, '', repeat('a', 20001), '', 1 from windows limit 1`,
  desk_words_ja: `insert into desk_words select id, repeat('あ', 20001), '', '', 1 from windows limit 1`,
  desk_words_procedure: `insert into desk_words select id, '', '', repeat('あ', 8001), 1 from windows limit 1`,
  safety_checks_item: `insert into safety_checks select c.id, w.organisation_id, 'sighed', null, now()
    from contacts c join windows w on w.id = c.owner_window_id`,
  talk_outcomes_month: `insert into talk_outcomes select id, '2026-11-02', 'talked', 'self', 1 from windows limit 1`,
  talk_outcomes_outcome: `insert into talk_outcomes select id, '2026-11-01', 'cured', 'self', 1 from windows limit 1`,
  talk_outcomes_said: `insert into talk_outcomes select id, '2026-11-01', 'unsaid', 'unsaid', 1 from windows limit 1`,
  talk_outcomes_talks: `insert into talk_outcomes select id, '2026-11-01', 'talked', 'self', 0 from windows limit 1`,
  talk_outcomes_teller: `insert into talk_outcomes select id, '2026-11-01', 'talked', 'spy', 1 from windows limit 1`,
  doubts_lapse: `insert into doubts select c.id, w.organisation_id, 'prank', null, now(), null, now()
    from contacts c join windows w on w.id = c.owner_window_id`,
  doubts_of_two: `insert into doubts select c.id, w.organisation_id, 'prank', c.owner_account_id, now(), c.owner_account_id,
    now() + interval '24 hours' from contacts c join windows w on w.id = c.owner_window_id`,
  doubts_reason: `insert into doubts select c.id, w.organisation_id, 'silence', null, now(), null,
    now() + interval '24 hours' from contacts c join windows w on w.id = c.owner_window_id`,
  contacts_closed_has_end: `update contacts set ended_at = now()`,
  contacts_first_words_length: `update contacts set first_words = repeat('あ', 8001)`,
  contacts_language: `update contacts set language = 'fr'`,
  contacts_method: `update contacts set method = 'smoke'`,
  contacts_nickname_length: `update contacts set nickname = repeat('あ', 81)`,
  contacts_owner_at_window: `update contacts set owner_window_id = null where owner_window_id is not null`,
  contacts_stage: `update contacts set stage = -1`,
  contacts_state: `update contacts set state = 'lost' where owner_account_id is null`,
  hotlines_contact_given: `update hotlines set contact = ''`,
  hotlines_methods: `update hotlines set methods = '{smoke}'`,
  hotlines_topic: `update hotlines set topic = 'weather' where not emergency`,
  invitations_one_end: `update invitations set used_at = created_at, withdrawn_at = created_at`,
  invitations_roles: `update invitations set roles = '{king}'`,
  invitations_used_in_time: `update invitations set used_at = expires_at`,
  invitations_week: `update invitations set expires_at = created_at + interval '8 days'`,
  leases_forward: `update leases set due_at = renewed_at`,
  memberships_role: `update memberships set role = 'king'`,
  messages_kind: `update messages set kind = 'song'`,
  namings_agreed: `insert into namings (series_id, organisation_id, named_at, agreed_parts)
    select id, organisation_id, now(), '{organiser}' from series limit 1`,
  namings_answered: `insert into namings (series_id, organisation_id, named_at, answered_at)
    select id, organisation_id, now(), now() from series limit 1`,
  namings_parts: `insert into namings (series_id, organisation_id, named_at, agreed_parts, answered_by, answered_at)
    select s.id, s.organisation_id, now(), '{guest}', a.id, now() from series s, accounts a limit 1`,
  namings_subject: `insert into namings (series_id, window_id, organisation_id, named_at)
    select s.id, w.id, s.organisation_id, now() from series s, windows w limit 1`,
  occurrences_forward: `update occurrences set ends_at = starts_at`,
  occurrences_origin: `update occurrences set origin = 'dreamt'`,
  occurrences_resized_has_capacity: `update occurrences set resized = true, capacity = null`,
  occurrences_slot_has_supporter: `update occurrences set supporter_account_id = null where kind = 'peer_consultation'`,
  occurrences_stand_in: `update occurrences set stands_in_for = supporter_account_id where kind = 'peer_consultation'`,
  occurrences_state: `update occurrences set state = 'maybe'`,
  occurrences_supporter_once: `insert into occurrences
      (series_id, kind, original_start, starts_at, ends_at, origin, supporter_account_id)
    select series_id, kind, original_start + interval '1 minute', starts_at + interval '1 minute', ends_at, origin,
      supporter_account_id from occurrences where kind = 'peer_consultation'`,
  offers_calls_have_a_stage: `update offers set purpose = 'hand_over'`,
  offers_closed: `update offers set closed_at = null where state <> 'ringing'`,
  offers_purpose: `update offers set purpose = 'gift', stage = null`,
  offers_state: `update offers set state = 'lost' where state <> 'ringing'`,
  organisations_standing: `update organisations set standing = 'famous'`,
  organisations_verified_once: `update organisations set verified_at = null`,
  organisation_people_nickname: `insert into organisation_people (organisation_id, account_id, nickname, consented_at)
    select m.organisation_id, m.account_id, '', now() from memberships m limit 1`,
  organisation_people_words: `insert into organisation_people (organisation_id, account_id, nickname, words, consented_at)
    select m.organisation_id, m.account_id, 'ゆき', repeat('あ', 401), now() from memberships m limit 1`,
  organisations_face: `update organisations set face = 'photo'`,
  organisations_message_by_length: `update organisations set message_by = repeat('あ', 81)`,
  organisations_message_length: `update organisations set message = repeat('あ', 1001)`,
  organisations_name_given: `update organisations set name = '' where ctid in (select ctid from organisations limit 1)`,
  postal_prefixes_form: `insert into postal_prefixes (prefix, code5) select '123', code5 from areas`,
  prefectures_code_form: `insert into prefectures (pref_code, name, kana, short, name_en) values ('X1', '', '', '', '')`,
  pseudonyms_scope_form: `update pseudonyms set scope = 'everybody'`,
  push_subscriptions_of_one_person: `insert into push_subscriptions (session_hash, endpoint_hash, sealed_device, seen_on)
    values ('', '', '', now())`,
  push_subscriptions_tries: `insert into push_subscriptions
    (participant_id, session_hash, endpoint_hash, sealed_device, seen_on, tries)
    select id, '', '', '', now(), -1 from participants limit 1`,
  room_members_barred_are_out: `update room_members set barred = true`,
  room_members_muted_are_participants: `update room_members set muted_at = now() where role = 'host'`,
  room_members_cannot_hear: `update room_members set cannot_hear = 'never', cannot_hear_since = now()`,
  room_members_cannot_hear_since: `update room_members set cannot_hear = 'waiting'`,
  room_members_missed_after: `update room_members set missed_after = -1`,
  room_members_reads_after: `update room_members set reads_after = -1`,
  room_members_role: `update room_members set role = 'king'`,
  rooms_scope_form: `update rooms set scope = 'everybody'`,
  rooms_slow_are_of_sessions: `update rooms set slow_seconds = 10 where contact_id is not null`,
  rooms_state: `update rooms set state = 'ajar'`,
  series_organisations_name_given: `insert into series_organisations (series_id, position, part, name)
    select id, 0, 'organiser', '' from series limit 1`,
  series_organisations_part: `insert into series_organisations (series_id, position, part, name)
    select id, 0, 'guest', '区' from series limit 1`,
  series_organisations_position: `insert into series_organisations (series_id, position, part, name)
    select id, 8, 'organiser', '区' from series limit 1`,
  series_audience: `update series set audience = '{king}'`,
  series_capacity: `update series set capacity = 0`,
  series_closes_before: `update series set sign_up_closes_minutes = -1`,
  series_consultation_has_room: `update series set has_room = false where kind = 'peer_consultation'`,
  series_first_steps: `update series set first_steps = '{dance}'`,
  series_first_talk_words: `update series set first_talk_words = repeat('あ', 401)`,
  series_format: `update series set format = 'radio', pref_code = '48'`,
  series_kind: `update series set kind = 'opera'`,
  series_onsite_has_place: `update series set format = 'onsite', pref_code = null`,
  series_open_has_capacity: `update series set capacity = null`,
  series_opens_before: `update series set sign_up_opens_minutes = 0`,
  series_promotion_stops: `update series set promotion_stops_minutes = -1`,
  series_questions_few: `update series set questions = '[1, 2, 3, 4]'`,
  series_rules_closed_months: `update series_rules set closed_months = '{13}'`,
  series_rules_dates_counted: `update series_rules set rrule = null, valid_until = valid_from, dates = array_fill(valid_from, array[101])`,
  series_rules_dates_or_rrule: `update series_rules set rrule = null`,
  series_rules_dates_valid: `update series_rules set rrule = null, dates = array[valid_from - 1]`,
  series_rules_end: `update series_rules set ends_at_minute = 2881`,
  series_rules_forward: `update series_rules set ends_at_minute = starts_at_minute`,
  series_rules_on_holiday: `update series_rules set on_holiday = 'danced'`,
  series_rules_start: `update series_rules set starts_at_minute = 1440, ends_at_minute = 1500`,
  series_rules_valid: `update series_rules set valid_until = valid_from - 1`,
  series_sign_up_policy: `update series set sign_up_policy = 'lottery'`,
  series_state: `update series set state = 'maybe'`,
  series_title_given: `update series set title = ''`,
  series_writings_basis_is_a_revision: `update series_writings set basis = 0`,
  shifts_capacity: `update shifts set capacity = 0`,
  shifts_forward: `update shifts set ends_at = starts_at`,
  shifts_one_at_a_time: `insert into shifts (window_id, account_id, role, starts_at, ends_at, origin)
    select window_id, account_id, role, starts_at, ends_at, origin from shifts`,
  shifts_origin: `update shifts set origin = 'dreamt'`,
  shifts_role: `update shifts set role = 'king'`,
  statements_answer: `update statements set state = 'declined', answer = ''`,
  statements_answer_declines: `update statements set answer = 'また'`,
  statements_length: `update statements set body = repeat('あ', 8001)`,
  statements_placed_are_messages: `update statements set body = ''`,
  statements_stand_somewhere: `update statements set stands_after = -1`,
  statements_state: `update statements set state = 'lost'`,
  sign_in_failures_counted: `insert into sign_in_failures values ('\\x00', -1, now())`,
  signup_answers_answer_length: `insert into signup_answers select id, 0, 'x', '' from signups limit 1`,
  signup_answers_asked_length: `insert into signup_answers select id, 0, '', 'x' from signups limit 1`,
  signups_given_back: `update signups set given_back = true`,
  signups_place_unread: `update signups set state = 'waiting', place_unread = true`,
  signups_created_on_a_day: `update signups set created_at = created_at + interval '1 second'`,
  standing_signups_message_length: `update standing_signups set message = repeat('あ', 4001)`,
  standing_signups_nickname_length: `update standing_signups set nickname = ''`,
  standing_signups_party: `update standing_signups set party_size = 5`,
  standing_signups_way: `update standing_signups set way = 'smoke'`,
};

beforeAll(async () => {
  const town = await aTown();
  const staff = await onDutyAt(town.own);
  const { contactId } = await aCaller(town);
  await answerContact(staff.viewer, contactId);
  await aCaller(await aTown());
  const organisation_id = await anOrganisation();
  await sql`insert into applications (organisation_id, recommender, fees, promises, applied_at)
    values (${organisation_id}, '市', '無料', '{no_soliciting,no_pull_out,fees_published}', now())`.execute(
    db,
  );
  await sql`insert into application_checks (organisation_id, criterion, met)
    values (${organisation_id}, 'recommended', true)`.execute(db);
  const series_id = await aSeries({ organisation_id });
  await sql`insert into invitations (token_hash, organisation_id, roles, invited_by, created_at, expires_at)
    select '\\x00', ${organisation_id}, '{admin}', id, now(), now() + interval '7 days'
    from accounts limit 1`.execute(db);
  await signedUp(await anOccurrence({ series_id, starts_at: later(now(), hours(20)) }), {
    every: true,
  });
  await sql`insert into series_rules (series_id, rrule, valid_from, starts_at_minute, ends_at_minute)
    values (${series_id}, 'FREQ=DAILY', current_date, 600, 660)`.execute(db);
  const { accountId } = await anAccount(organisation_id, 'peer_supporter');
  await sql`insert into appearances (series_id, account_id, nickname, since)
    values (${series_id}, ${accountId}, 'ゆき', now())`.execute(db);
  await sql`insert into series_writings (account_id, series_id, basis, fields, kept_at)
    values (${accountId}, ${series_id}, 1, '[]', now())`.execute(db);
  const consultation = await aSeries({ organisation_id, kind: 'peer_consultation' });
  await sql`with listening as (
      insert into availabilities (series_id, account_id, except_holidays, closed_at_year_end, slot_minutes,
        pause_minutes, notice_minutes, horizon_days, methods)
      values (${consultation}, ${accountId}, false, false, 40, 20, 60, 14, '{text}') returning id),
    weekly as (insert into availability_hours select id, 3, 1140, 1260 from listening)
    insert into availability_exceptions select id, current_date, 'also', 600, 660 from listening`.execute(
    db,
  );
  await anOccurrence({
    series_id: consultation,
    kind: 'peer_consultation',
    supporter_account_id: accountId,
    starts_at: later(now(), hours(20)),
  });
  await sql`insert into statements (room_id, author_id, client_id, stands_after, body, written_at)
    select room_id, id, gen_random_uuid(), 0, '言えなかったこと', now() from room_members`.execute(
    db,
  );
  await sql`insert into hotlines
      (id, name, name_en, contact, hours_text, hours_text_en, methods, source_url, source_date, position)
    values ('line', '線', 'line', '000', '', '', '{phone}', '', '', 1)`.execute(db);
});

test.each(Object.entries(tries))('%s holds', async (constraint, statement) => {
  await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ constraint });
});

test('every check and exclusion of the database is tried by some test', async () => {
  const { rows } = await sql<{ conname: string }>`
    select conname from pg_constraint
    where contype in ('c', 'x') and connamespace = 'public'::regnamespace`.execute(db);
  const folder = import.meta.dirname;
  const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
  const texts = tests.map((name) => readFileSync(path.join(folder, name), 'utf8')).join();
  const untried = rows.map(({ conname }) => conname).filter((name) => !texts.includes(name));
  expect(untried).toEqual([]);
});
