/**
 * TRUST P4: a thief of the whole database replays each value of each column as each kind of credential, and opens nothing.
 * What slow hashes guard (words, passwords) is compared only with what reads as such: nothing else ever reaches the hash.
 */
import { decodeBase32IgnorePadding } from '@oslojs/encoding';
import { generateHOTP } from '@oslojs/otp';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  beginSecondFactor,
  confirmSecondFactor,
  createAccount,
  DEMONSTRATION_PASSWORD,
  identifyAccount,
  signIn,
} from '#accounts/server';
import { tellHere } from '#notices/server';
import { findInvitation, inviteMember } from '#organisations/server';
import {
  giveCalendar,
  identifyParticipant,
  issuePhrase,
  recoverByPhrase,
  rememberDevice,
} from '#participants/server';
import { days, later, now, seconds } from '#platform/clock';
import type { SessionCookie } from '#platform/cookies';
import { db, sql } from '#platform/db';
import { enterByPhone, newFormToken, ownCalendar, signUp, slipOf } from '#signup/server';
import { newPressToken, pressTalk } from '#urgent/server';
import { loadDemonstration } from '../../src/demonstration/index.server.ts';
import { readPhrase } from '../../src/participants/phrase.ts';
import { findUsedPress } from '../../src/urgent/press/press-queries.server.ts';
import { newBrowser } from '../support/pushed.ts';
import { anAccount, anOrganisation } from '../support/organisations.ts';
import { anOccurrence, aSeries } from '../support/schedule.ts';
import { filledForm, viewerOf } from '../support/signup.ts';
import { formsOf, stolenColumns } from '../support/stolen.ts';
import { everythingStored, tracesOf } from '../support/traces.ts';
import { aPress } from '../support/contacts.ts';

vi.hoisted(() => {
  process.env['PUSH_CONTACT'] = 'mailto:portal@example.lg.jp';
  process.env['PUSH_TEST_SERVICE'] = 'http://127.0.0.1:9';
});

afterAll(() => {
  delete process.env['PUSH_CONTACT'];
  delete process.env['PUSH_TEST_SERVICE'];
});

const PASSWORD = 'ゆきどけの 水をくむ朝';
const databaseUrl = process.env['DATABASE_URL'] ?? '';
const kindOf = ({ name }: SessionCookie) => name;

/** What only the people themselves hold, by what it opens. */
type Secrets = Record<
  | 'device cookie'
  | 'staff cookie'
  | 'calendar address'
  | 'invitation link'
  | 'sign-up form'
  | 'form of a press'
  | 'recovery phrase'
  | 'printed phrase'
  | 'password'
  | 'second factor',
  string
>;
/** Words from a slip open the same lock as those that were shown. */
type Lock = Exclude<keyof Secrets, 'printed phrase'>;

let secrets: Secrets;
let opens: Record<Lock, (value: string) => Promise<boolean>>;
/** Which the portal holds only to hand on. */
let told: string[];

beforeAll(async () => {
  await loadDemonstration();
  const organisation_id = await anOrganisation();
  const series_id = await aSeries({ organisation_id });
  const evening = await anOccurrence({ series_id, starts_at: later(now(), days(2)) });
  const staff = await anAccount(organisation_id, 'publisher', 'admin');
  const person = await aPerson(evening);
  const colleague = await aColleague();
  const pressed = newPressToken();
  await pressTalk(null, { ...aPress(null), formToken: pressed });
  const invited = await inviteMember(staff, organisation_id, ['expert']);
  if (typeof invited === 'string') throw new Error(invited);
  secrets = {
    ...{ 'device cookie': person.cookie.value, 'calendar address': person.calendar },
    ...{ 'sign-up form': person.form, 'recovery phrase': person.words },
    ...{
      'staff cookie': colleague.cookie.value,
      'second factor': colleague.key,
      password: PASSWORD,
    },
    'invitation link': invited.token,
    'form of a press': pressed,
    'printed phrase': await aSlip(evening, staff),
  };
  opens = locks({ evening, device: kindOf(person.cookie), staff: kindOf(colleague.cookie) });
  told = person.told;
});

/** Somebody who uses all there is to use without a name. */
async function aPerson(evening: string) {
  const form = newFormToken();
  const outcome = await signUp(null, filledForm(evening, { formToken: form }));
  if (typeof outcome === 'string' || 'problems' in outcome || !outcome.cookie) throw new Error();
  const { viewer, cookie } = await rememberDevice(await viewerOf(outcome.cookie));
  const words = await issuePhrase(viewer);
  if (typeof words === 'string') throw new Error(words);
  const { subscription } = newBrowser('http://127.0.0.1:9');
  expect(await tellHere(viewer, subscription)).toBe('told');
  const { endpoint, p256dh, auth } = subscription;
  const calendar = await giveCalendar(viewer, 'own');
  return { form, cookie, words: words.join(' '), calendar, told: [endpoint, p256dh, auth] };
}

async function aColleague() {
  await createAccount({ login: 'stolen', displayName: '三枝 ゆり', password: PASSWORD });
  const first = await signIn({ login: 'stolen', password: PASSWORD });
  if (typeof first === 'string') throw new Error(first);
  const { token, secret } = await beginSecondFactor(first.viewer);
  const key = secret.replaceAll(' ', '');
  const set = { token, code: codeOf(key), password: PASSWORD };
  expect(await confirmSecondFactor(first.viewer, set)).toBe('set');
  return { cookie: first.cookie, key };
}

async function aSlip(evening: string, staff: Parameters<typeof enterByPhone>[0]): Promise<string> {
  const outcome = await enterByPhone(staff, { talked: false, ...filledForm(evening) });
  if (typeof outcome === 'string' || !('entered' in outcome)) throw new Error();
  const slip = await slipOf(staff, { occurrenceId: evening, signupId: outcome.entered });
  if (slip === 'not_found' || !slip.words) throw new Error('no words on the slip');
  return slip.words.join(' ');
}

const codeOf = (key: string): string => codeBy(decodeBase32IgnorePadding(key));

const codeBy = (key: Uint8Array): string =>
  generateHOTP(key, BigInt(Math.floor(now().getTime() / seconds(30))), 6);

/** The six digits, the key as an app takes it, or its bytes. */
function tellsCode(value: string, code: string): boolean {
  if (/^[0-9a-f]{20,}$/i.test(value) && codeBy(Buffer.from(value, 'hex')) === code) return true;
  const isKey = /^[a-z2-7]{16,}=*$/i.test(value) && value.replaceAll('=', '').length % 8 === 0;
  return isKey ? codeOf(value.toUpperCase()) === code : value === code;
}

function locks(at: { evening: string; device: string; staff: string }): typeof opens {
  return {
    'device cookie': async (value) =>
      (await identifyParticipant(`${at.device}=${encodeURIComponent(value)}`)) !== null,
    'staff cookie': async (value) =>
      (await identifyAccount(`${at.staff}=${encodeURIComponent(value)}`)) !== null,
    'calendar address': async (value) => (await ownCalendar(value, '')) !== 'not_found',
    'invitation link': async (value) => (await findInvitation(value)) !== undefined,
    'sign-up form': async (value) => {
      const outcome = await signUp(null, filledForm(at.evening, { formToken: value }));
      return typeof outcome === 'object' && 'receipt' in outcome;
    },
    'form of a press': async (value) => (await findUsedPress(value, now())) !== undefined,
    'recovery phrase': async (value) =>
      readPhrase(value) !== undefined && typeof (await recoverByPhrase(value)) !== 'string',
    password: (value) => Promise.resolve([PASSWORD, DEMONSTRATION_PASSWORD].includes(value)),
    'second factor': (value) => Promise.resolve(tellsCode(value, codeOf(secrets['second factor']))),
  };
}

const AT_ONCE = 60;

/** Each value of each column at each lock: which opened, and by what column. */
async function replay(columns: { name: string; values: string[] }[]): Promise<string[]> {
  const column = new Map<string, string>();
  for (const { name, values } of columns)
    for (const form of values.flatMap(formsOf)) column.set(form, name);
  const tries = [...column.keys()];
  const opened: string[] = [];
  const tryAll = async (value: string) => {
    for (const [lock, opensBy] of Object.entries(opens))
      if (await opensBy(value)) opened.push(`${lock} by ${column.get(value)}`);
  };
  for (let from = 0; from < tries.length; from += AT_ONCE)
    await Promise.all(tries.slice(from, from + AT_ONCE).map(tryAll));
  return opened.sort();
}

test('no value of any column opens anything', async () => {
  const columns = await stolenColumns(databaseUrl);
  const filled = columns.filter(({ values }) => values.length > 0).map(({ name }) => name);
  expect(filled).toEqual(expect.arrayContaining(KEPT_OF_PEOPLE));
  expect(await replay(columns)).toEqual([]);
});

/** Whatever guards a way in: a portal without them would prove nothing. */
const KEPT_OF_PEOPLE = [
  ...['participants.phrase_bucket', 'participants.phrase_hash', 'participant_sessions.id_hash'],
  ...['pseudonyms.sealed_participant', 'participant_pseudonyms.sealed_pseudonym'],
  ...['calendar_secrets.secret_hash', 'push_subscriptions.sealed_device'],
  ...['push_subscriptions.endpoint_hash', 'push_subscriptions.session_hash'],
  ...['used_forms.form_hash', 'used_presses.form_hash'],
  ...['invitations.token_hash', 'accounts.password_hash', 'accounts.second_factor_sealed'],
  ...['account_sessions.id_hash'],
];

test('nor does what only people themselves hold stand anywhere, as it is or in another alphabet', async () => {
  const held = [...Object.values(secrets), ...told];
  const words = [secrets['recovery phrase'], secrets['printed phrase']].flatMap((phrase) => [
    phrase.replaceAll(' ', ''),
    phrase.replaceAll(' ', '　'),
  ]);
  const stored = await everythingStored(databaseUrl);
  const inClear = [...held, ...words].filter((secret) => stored.includes(secret));
  expect(inClear).toEqual([]);
  // A plain hash of few values gives them back; of 128 random bits and more it does not.
  const guessable = [secrets.password, DEMONSTRATION_PASSWORD, ...words];
  expect(tracesOf(guessable, stored)).toEqual([]);
});

test('a column that keeps a secret as it is would be found, whatever it opens', async () => {
  await sql`create table leaked (slip jsonb)`.execute(db);
  await sql`insert into leaked values (${JSON.stringify(Object.values(secrets))}::jsonb)`.execute(
    db,
  );
  const columns = await stolenColumns(databaseUrl);
  const found = await replay(columns.filter(({ name }) => name === 'leaked.slip'));
  expect(found).toHaveLength(Object.keys(secrets).length);
  expect(new Set(found.map((line) => line.split(' by ')[0]))).toEqual(new Set(Object.keys(opens)));
});
