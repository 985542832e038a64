/** What hosts and members do for everybody's safety, by plain forms. */
import { error, type RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { LONGEST_REASON, LONGEST_REPORT, REPORT_REASONS, SLOW_SECONDS } from '#rooms';
import {
  banMember,
  hideMessage,
  memberId,
  muteMember,
  offerHosting,
  postedSeq,
  removeMember,
  reportMessage,
  seeMember,
  slowDown,
  unmuteMember,
  unseeMember,
  withdrawHosting,
} from '#rooms/server';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { refuse, say } from './answer.server.ts';
import { memberOf } from './member.server.ts';

type RoomEvent = RequestEvent<{ id: string }>;

export const moderationActions = {
  slow: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, slowForm);
    const done = await slowDown(viewer, { roomId: room.id, seconds: fields.seconds });
    return answered(done);
  },
  handOver: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, handOverForm);
    const { account, stays } = fields;
    const input = { roomId: room.id, accountId: account, stays: stays === 'yes' };
    return answered(await offerHosting(viewer, input));
  },
  keepHosting: async (event: RoomEvent) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    return answered(await withdrawHosting(viewer, room.id));
  },
  mute: (event: RoomEvent) => onMember(event, muteMember),
  unmute: (event: RoomEvent) => onMember(event, unmuteMember),
  remove: (event: RoomEvent) => onMember(event, removeMember),
  unsee: (event: RoomEvent) => onMember(event, unseeMember),
  see: (event: RoomEvent) => onMember(event, seeMember),
  ban: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, banForm);
    return answered(await banMember(viewer, { roomId: room.id, ...fields }));
  },
  hide: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, z.object({ seq: postedSeq }));
    return answered(await hideMessage(viewer, { roomId: room.id, seq: fields.seq }));
  },
  report: async (event: RoomEvent) => {
    const { viewer, room, fields } = await sentTo(event, reportForm);
    const { why, words, seq } = fields;
    if (!why) return refuse(400, { report: { seq, words } });
    return answered(await reportMessage(viewer, { roomId: room.id, seq, why, words }));
  },
};

/** What is longer than its field takes is cut, not refused: the act must not wait for its words. */
const words = (longest: number) =>
  z
    .string()
    .default('')
    .transform((typed) => readableText(typed).slice(0, longest));

const slowForm = z.object({
  seconds: z
    .union([z.literal(''), z.coerce.number().pipe(z.literal(SLOW_SECONDS))])
    .transform((seconds) => (seconds === '' ? null : seconds)),
});
const handOverForm = z.object({ account: z.string(), stays: z.string().optional() });
const banForm = z.object({ memberId, reason: words(LONGEST_REASON) });
const reportForm = z.object({
  seq: postedSeq,
  why: z.enum(REPORT_REASONS).optional(),
  words: words(LONGEST_REPORT),
});

async function sentTo<Form extends z.ZodType>({ locals, params, request }: RoomEvent, form: Form) {
  const { viewer, room } = await memberOf(locals, params.id);
  const fields = form.safeParse(fieldsOf(await request.formData()));
  if (!fields.success) error(400);
  return { viewer, room, fields: fields.data };
}

async function onMember(
  event: RoomEvent,
  act:
    | typeof muteMember
    | typeof unmuteMember
    | typeof removeMember
    | typeof seeMember
    | typeof unseeMember,
) {
  const { viewer, room, fields } = await sentTo(event, z.object({ memberId }));
  return answered(await act(viewer, { roomId: room.id, memberId: fields.memberId }));
}

const answered = (
  done:
    | 'not_found'
    | 'paced'
    | 'muted'
    | 'unmuted'
    | 'removed'
    | 'unseen'
    | 'seen'
    | 'banned'
    | 'hidden'
    | 'reported'
    | 'enough'
    | 'asked'
    | 'withdrawn',
) => (done === 'not_found' ? refuse(404, { failed: true }) : say({ done }));
