/**
 * A room, and where voice meets, are for the confirmed alone, from a quarter of an hour before: every way there is, at the
 * second, whatever has become of the place and the date. A route that tells of either, or leads in, is found by itself.
 */
import { describe, expect, test, vi } from 'vitest';
import type { AccountViewer } from '#accounts';
import { organisationScope, type ParticipantViewer } from '#participants';
import {
  barBehind,
  derivedPseudonym,
  giveCalendar,
  recoverByPhrase,
  startSession,
} from '#participants/server';
import { later, minutes } from '#platform/clock';
import { inTransaction } from '#platform/db';
import type { MemberId, RoomId } from '#rooms';
import { banMember, openRoom, removeMember, roomOf } from '#rooms/server';
import { cancelOccurrence, moveOccurrence } from '#schedule/server';
import { isRoomRefusal, type SignupId } from '#signup';
import {
  askForCode,
  cancelSignup,
  enterByPhone,
  hostMeetingLink,
  hostOccurrenceRoom,
  slipOf,
} from '#signup/server';
import { useFakeClock } from '../support/clock.ts';
import { aListener, slotRowsOf } from '../support/consultations.ts';
import { openRealtimeHost, type RealtimeHost } from '../support/realtime.ts';
import { anAccount } from '../support/organisations.ts';
import { filledForm, signedUp } from '../support/signup.ts';
import { posted, routesThatCall, whatIsTold, type Visitor } from '../support/ways-in.ts';

// Kit's own, which is there only in what Vite builds.
vi.mock('$app/environment', () => ({ building: false, version: 'test' }));

const LONG_BEFORE = '2026-11-21T03:00:00Z';
const START = new Date('2026-11-25T10:00:00Z');
const END = new Date('2026-11-25T10:40:00Z');
const OPENS = later(START, -minutes(15));
const SHUTS = later(END, minutes(120));
const justBefore = (at: Date) => later(at, -1);
const LINK = 'https://meet.example.com/abc-secret';

/** Where `enterOccurrenceRoom` is posted to, and what opens to whoever came in. */
const FORMS = ['me', 'receipt/[signup]'];
const INSIDE = ['', '/colleague', '/log', '/onward', '/plain', '/statement'].map(
  (page) => `rooms/[id]${page}`,
);
const TOLD_OF_LINK = ['me', 'receipt/[signup]'];

interface World {
  clock: ReturnType<typeof useFakeClock>;
  organisationId: AccountViewer['memberships'][number]['organisationId'];
  slotId: string;
  host: AccountViewer;
  staff: AccountViewer;
  server: RealtimeHost;
}

interface Person {
  viewer: ParticipantViewer;
  receipt: SignupId;
  code?: string;
}

async function aSlotByVoice(): Promise<World> {
  const clock = useFakeClock(LONG_BEFORE);
  const { organisationId, seriesId, supporter } = await aListener({
    methods: ['voice'],
    link: LINK,
  });
  const [slot] = await slotRowsOf(seriesId);
  const staff = await anAccount(organisationId, 'publisher', 'admin');
  const server = await openRealtimeHost();
  return { clock, organisationId, slotId: slot?.id ?? '', host: supporter, staff, server };
}

const comes = ({ slotId }: World): Promise<Person> => signedUp(slotId, { way: 'voice' });

const NO_ROOM = '00000000-0000-4000-8000-000000000000' as RoomId;

/** The room, where its host gets into it at that second. */
async function hostComes({ clock, host, slotId }: World): Promise<RoomId> {
  clock.set(OPENS);
  const roomId = await hostOccurrenceRoom(host, slotId);
  if (isRoomRefusal(roomId)) return NO_ROOM;
  await openRoom(host, roomId);
  return roomId;
}

/** A room's address is known to them from elsewhere. */
async function visitorAt(world: World, { viewer, receipt }: Person, roomId: RoomId) {
  const { slotId: occurrence, organisationId } = world;
  const secret = await giveCalendar(viewer, 'own');
  const file = `${organisationId}.csv`;
  const params = { signup: receipt, occurrence, id: roomId, seq: '1', secret, file };
  return { viewer, params } satisfies Visitor;
}

/** By every form, page and socket. */
async function waysOf(world: World, person: Person, roomId: RoomId) {
  const { viewer, receipt, code = '' } = person;
  const visitor = await visitorAt(world, person, roomId);
  const forms = [];
  for (const form of FORMS) {
    const led = await posted(visitor, form, 'enter', { signup: receipt, code });
    if (led?.endsWith(`/rooms/${roomId}`)) forms.push(form);
  }
  const told = await whatIsTold(visitor);
  const { cookie } = await startSession(viewer.participantId, 'this_browser_session');
  const socket = await world.server.connect('/participant', {
    cookie: `${cookie.name}=${cookie.value}`,
  });
  const entered: unknown = await socket
    .timeout(3_000)
    .emitWithAck('room:enter', { roomId, after: 0 });
  return {
    forms,
    pages: [...told.keys()].filter((route) => route.startsWith('rooms/')),
    socket: JSON.stringify(entered).includes('"page"'),
    link: [...told].filter(([, text]) => text.includes('abc-secret')).map(([route]) => route),
    room: [...told]
      .filter(([route, text]) => !route.startsWith('rooms/') && text.includes(roomId))
      .map(([route]) => route),
  };
}

const OUT = { forms: [], pages: [], socket: false, link: [], room: [] };
const IN = { ...OUT, forms: FORMS, pages: INSIDE, socket: true };
const IN_WITH_LINK = { ...IN, link: TOLD_OF_LINK };

test('every route that leads into a room stands here', () => {
  expect(routesThatCall('enterOccurrenceRoom')).toEqual(FORMS);
  expect(routesThatCall('hostOccurrenceRoom')).toEqual(['staff/occurrences/[id]']);
});

describe('who holds a place', () => {
  test.each([
    ['a moment before a quarter of an hour before', justBefore(OPENS), OUT],
    ['at the second', OPENS, IN_WITH_LINK],
    ['to the last moment', justBefore(END), IN_WITH_LINK],
    ['once it has ended, in writing only', END, IN],
    ['until the door shuts', justBefore(SHUTS), IN],
    ['and not after that', SHUTS, OUT],
  ])('comes in by every way or by none: %s', async (_, at, ways) => {
    const world = await aSlotByVoice();
    const person = await comes(world);
    const roomId = await hostComes(world);
    world.clock.set(at);
    expect(await waysOf(world, person, roomId)).toEqual(ways);
  });
});

/** What became of the place or the date, until the door has opened. */
const BECAME: [string, (world: World) => Promise<Person>, typeof OUT | typeof IN_WITH_LINK][] = [
  [
    'who waits',
    async (world) => {
      await comes(world);
      return comes(world);
    },
    OUT,
  ],
  [
    'who moved up',
    async (world) => {
      const [first, next] = [await comes(world), await comes(world)];
      await cancelSignup(first.viewer, first.receipt);
      return next;
    },
    IN_WITH_LINK,
  ],
  [
    'who gave the place up',
    async (world) => {
      const person = await comes(world);
      await cancelSignup(person.viewer, person.receipt);
      return person;
    },
    OUT,
  ],
  [
    'somebody with another’s receipt',
    async (world) => {
      const { receipt } = await comes(world);
      return { ...(await comes(world)), receipt };
    },
    OUT,
  ],
  [
    'whose date was called off',
    async (world) => {
      const person = await comes(world);
      await cancelOccurrence(world.host, world.slotId, '台風のため');
      return person;
    },
    OUT,
  ],
  [
    'whose date was moved on',
    async (world) => {
      const person = await comes(world);
      await movedTo(world, '2026-12-02');
      return person;
    },
    OUT,
  ],
  [
    'whose date was moved here',
    async (world) => {
      const person = await comes(world);
      await movedTo(world, '2026-12-02');
      await movedTo(world, '2026-11-25', ['19:00', '19:40']);
      return person;
    },
    IN_WITH_LINK,
  ],
  [
    'whom the operator keeps out',
    async (world) => {
      const person = await comes(world);
      const face = derivedPseudonym(person.viewer, organisationScope(world.organisationId));
      await inTransaction((trx) => barBehind(trx, face, later(SHUTS, minutes(1))));
      return person;
    },
    OUT,
  ],
  [
    'who lacks the number at the door',
    async (world) => {
      const person = await comes(world);
      await askForCode(world.host, world.slotId);
      return { ...person, code: '12' };
    },
    OUT,
  ],
  [
    'who has the number',
    async (world) => {
      const asked = await askForCode(world.host, world.slotId);
      return { ...(await comes(world)), code: typeof asked === 'string' ? asked : asked.code };
    },
    IN_WITH_LINK,
  ],
  ['who phoned, with the words of the slip', comesByPhone, IN_WITH_LINK],
];

const movedTo = ({ host, slotId }: World, date: string, [startsAt, endsAt] = ['21:30', '22:10']) =>
  moveOccurrence(host, slotId, { date, startsAt: startsAt ?? '', endsAt: endsAt ?? '' });

async function comesByPhone({ staff, slotId }: World): Promise<Person> {
  const form = { ...filledForm(slotId, { way: 'voice' }), talked: false };
  const outcome = await enterByPhone(staff, form);
  const receipt = typeof outcome === 'object' && 'entered' in outcome && outcome.entered;
  if (!receipt) throw new Error(JSON.stringify(outcome));
  const slip = await slipOf(staff, { occurrenceId: slotId, signupId: receipt });
  const back = await recoverByPhrase(slip === 'not_found' ? '' : (slip.words ?? []).join(' '));
  if (typeof back === 'string') throw new Error(back);
  return { viewer: back.viewer, receipt };
}

describe('a moment before nobody, then', () => {
  test.each(BECAME)('%s', async (_, becomes, ways) => {
    const world = await aSlotByVoice();
    const person = await becomes(world);
    world.clock.set(justBefore(OPENS));
    expect(await waysOf(world, person, NO_ROOM)).toEqual(OUT);
    expect(await waysOf(world, person, await hostComes(world))).toEqual(ways);
  });
});

/** What becomes of whoever is inside; who may stay reads on, until the room is closed after its end. */
const STAYS = { ...OUT, pages: INSIDE, socket: true };
type Then = (world: World, inside: Person & { roomId: RoomId; memberId: MemberId }) => unknown;
const THEN: [string, Then, typeof OUT | typeof STAYS][] = [
  ['put out by the host', ({ host }, inside) => removeMember(host, inside), OUT],
  [
    'kept out by the organisation',
    ({ host }, inside) => banMember(host, { ...inside, reason: '' }),
    OUT,
  ],
  ['with the place given up', (_, { viewer, receipt }) => cancelSignup(viewer, receipt), OUT],
  [
    'of a date that was called off',
    ({ host, slotId }) => cancelOccurrence(host, slotId, '台風のため'),
    STAYS,
  ],
  ['of a date that was moved on', (world) => movedTo(world, '2026-12-02'), STAYS],
];

test.each(THEN)('whoever was inside, %s', async (_, becomes, ways) => {
  const world = await aSlotByVoice();
  const person = await comes(world);
  const roomId = await hostComes(world);
  expect(await waysOf(world, person, roomId)).toEqual(IN_WITH_LINK);
  const memberId = (await roomOf(person.viewer, roomId))?.me.memberId;
  if (!memberId) throw new Error('not inside');
  await becomes(world, { ...person, roomId, memberId });
  expect(await waysOf(world, person, roomId)).toEqual(ways);
});

test('feeds, lists and files of the date are among what is asked', async () => {
  const world = await aSlotByVoice();
  const told = await whatIsTold(await visitorAt(world, await comes(world), NO_ROOM));
  for (const [route, word] of ELSEWHERE) expect(told.get(route), route).toContain(word);
});
const ELSEWHERE = [
  ['feeds/tsudoi.ics', 'ピアサポーター'],
  ['feeds/tsudoi.rss', 'ピアサポーター'],
  ['sessions/[occurrence]', '"@type":"Event"'],
  ['lists/organisations/[file]', 'イベント名'],
  ['feeds/mine/[secret].ics', 'VEVENT'],
  ['receipt/[signup]/calendar', 'VEVENT'],
] as const;

test('a host comes in, and reads where voice meets, at the same second', async () => {
  const world = await aSlotByVoice();
  const { clock, host, slotId } = world;
  await comes(world);
  const ways = async () => [
    await hostOccurrenceRoom(host, slotId),
    await hostMeetingLink(host, slotId),
  ];
  clock.set(justBefore(OPENS));
  expect(await ways()).toEqual(['too_early', null]);
  clock.set(OPENS);
  expect(await ways()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), LINK]);
  clock.set(END);
  expect(await ways()).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/), null]);
  clock.set(SHUTS);
  expect(await ways()).toEqual(['closed', null]);
});
