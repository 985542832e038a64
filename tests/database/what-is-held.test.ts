/** The page on privacy lists what is held of a person: a new column is either said there or tells nothing of anybody. */
import { expect, test } from 'vitest';
import { db, sql } from '#platform/db';
import { m } from '#paraglide/messages';

const NOTHING_MORE = 'ties rows together, or says how the act stands';

/** Column → the sentence of `/privacy` that tells of it. */
const TOLD: Record<string, (() => string) | typeof NOTHING_MORE> = {
  'participants.id': NOTHING_MORE,
  'participants.phrase_bucket': m.privacy_kept_phrase_term,
  'participants.phrase_hash': m.privacy_kept_phrase_term,
  'participants.phrase_noted': NOTHING_MORE,
  'participants.kept_by_staff': m.privacy_kept_phone,
  'participants.last_used_on': m.privacy_kept_days,
  'participant_sessions.id_hash': m.privacy_device_token_term,
  'participant_sessions.participant_id': NOTHING_MORE,
  'participant_sessions.expires_at': m.privacy_device_token_term,
  'participant_sessions.remembered': m.privacy_device_token_term,
  'pseudonyms.pseudonym': m.privacy_reader_others,
  'pseudonyms.scope': m.privacy_reader_others,
  'pseudonyms.sealed_participant': m.privacy_reader_operator,
  'participant_pseudonyms.participant_id': NOTHING_MORE,
  'participant_pseudonyms.sealed_pseudonym': m.privacy_reader_operator,
  'signups.id': NOTHING_MORE,
  'signups.occurrence_id': NOTHING_MORE,
  'signups.pseudonym': NOTHING_MORE,
  'signups.nickname': m.privacy_kept_signup,
  'signups.party_size': m.privacy_kept_signup,
  'signups.way': m.privacy_kept_signup,
  'signups.message': m.privacy_kept_signup,
  'signups.state': m.privacy_gone_rest,
  'signups.seen_sequence': m.privacy_kept_seen,
  'signups.by_phone': m.privacy_kept_phone,
  'signups.queue_no': m.privacy_kept_signup,
  'signups.created_at': m.privacy_kept_signup,
  'signups.changed_at': m.privacy_kept_signup,
  'first_talks.pseudonym': m.privacy_kept_talked,
  'standing_signups.series_id': m.privacy_kept_every,
  'standing_signups.pseudonym': NOTHING_MORE,
  'standing_signups.number': NOTHING_MORE,
  'standing_signups.nickname': m.privacy_kept_every,
  'standing_signups.party_size': m.privacy_kept_every,
  'standing_signups.way': m.privacy_kept_every,
  'standing_signups.message': m.privacy_kept_every,
  'contacts.id': NOTHING_MORE,
  'contacts.pseudonym': NOTHING_MORE,
  'contacts.nickname': m.privacy_kept_talk,
  'contacts.pref_code': m.privacy_kept_talk,
  'contacts.code5': m.privacy_kept_talk,
  'contacts.method': NOTHING_MORE,
  'contacts.language': m.privacy_kept_talk,
  'contacts.first_words': m.privacy_kept_talk,
  'contacts.state': NOTHING_MORE,
  'contacts.route': m.privacy_kept_talk,
  'contacts.stage': NOTHING_MORE,
  'contacts.stage_due_at': NOTHING_MORE,
  'contacts.lost_at': m.privacy_kept_talk,
  'contacts.owner_account_id': m.privacy_kept_talk,
  'contacts.owner_window_id': m.privacy_kept_talk,
  'contacts.answered_at': m.privacy_kept_talk,
  'contacts.seen_at': m.privacy_kept_talk,
  'contacts.due_at': NOTHING_MORE,
  'contacts.version': NOTHING_MORE,
  'contacts.created_at': m.privacy_kept_talk,
  'contacts.ended_at': m.privacy_kept_talk,
  'room_members.id': NOTHING_MORE,
  'room_members.room_id': m.privacy_kept_room,
  'room_members.pseudonym': NOTHING_MORE,
  'room_members.account_id': NOTHING_MORE,
  'room_members.nickname': m.privacy_kept_room,
  'room_members.role': NOTHING_MORE,
  'room_members.reads_after': NOTHING_MORE,
  'room_members.removed_at': m.privacy_kept_room,
  'room_members.barred': m.rules_broken_out,
  'messages.room_id': NOTHING_MORE,
  'messages.seq': NOTHING_MORE,
  'messages.author_id': m.privacy_kept_room,
  'messages.client_id': NOTHING_MORE,
  'messages.kind': NOTHING_MORE,
  'messages.body': m.privacy_kept_room,
  'messages.sent_at': m.privacy_kept_room,
  'messages.hidden_at': m.rules_broken_hide,
  'push_subscriptions.id': NOTHING_MORE,
  'push_subscriptions.participant_id': NOTHING_MORE,
  'push_subscriptions.account_id': NOTHING_MORE,
  'push_subscriptions.session_hash': NOTHING_MORE,
  'push_subscriptions.endpoint_hash': m.privacy_kept_notices,
  'push_subscriptions.sealed_device': m.privacy_kept_notices,
  'push_subscriptions.wants_openings': m.privacy_kept_notices,
  'push_subscriptions.seen_on': m.privacy_kept_notices,
  'push_subscriptions.due_at': m.privacy_kept_notices,
  'push_subscriptions.again_at': m.privacy_kept_notices,
  'push_subscriptions.tries': NOTHING_MORE,
  'notices.id': NOTHING_MORE,
  'notices.sealed_recipient': m.privacy_kept_notices,
  'notices.due_at': m.privacy_kept_notices,
  'window_corrections.id': NOTHING_MORE,
  'window_corrections.window_id': NOTHING_MORE,
  'window_corrections.suggestion': m.privacy_kept_correction,
  'window_corrections.suggested_at': m.privacy_kept_correction,
  'window_corrections.state': NOTHING_MORE,
  'window_corrections.decided_at': m.privacy_kept_correction_term,
  'window_corrections.decided_by': NOTHING_MORE,
  'window_corrections.answer': NOTHING_MORE,
};

test('every column that holds something of a person is told of on the page on privacy', async () => {
  const tables = [...new Set(Object.keys(TOLD).map((column) => column.split('.')[0] ?? ''))];
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and table_name = any(${tables})`.execute(db);
  expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(TOLD).sort());
});

test('nobody but these tables refers to a person', async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid in ('participants'::regclass, 'pseudonyms'::regclass)
    order by 1`.execute(db);
  const told = new Set(Object.keys(TOLD).map((column) => column.split('.')[0]));
  expect(rows.map(({ name }) => name).filter((name) => !told.has(name))).toEqual([]);
});
