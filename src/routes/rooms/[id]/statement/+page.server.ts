import { randomUUID } from 'node:crypto';
import { error, fail, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { m } from '#paraglide/messages';
import { fieldsOf } from '#platform/form';
import { readableText } from '#platform/text';
import { textProblem, textsKeptDays, whoHosts, type Message } from '#rooms';
import { handInStatement, latestMessages, ownStatements } from '#rooms/server';
import { formatTime } from '#ui';
import type { Actions, PageServerLoad } from './$types';
import { memberOf } from '../member.server.ts';

export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { viewer, room } = await memberOf(locals, params.id);
  const own = await ownStatements(viewer, room.id);
  const page = await latestMessages(viewer, room.id);
  if (own === 'not_found' || page === 'not_found') error(404);
  return {
    roomId: room.id,
    host: whoHosts(room),
    days: textsKeptDays(room),
    statements: own.statements,
    places: placesOf(page.messages, own.standsAfter, page.seq),
    standsAfter: own.standsAfter,
    clientId: randomUUID(),
  };
};

const EXCERPT = 24;

/** After which lines it may stand, the newest first: the end, each line, and where the author's line broke. */
function placesOf(messages: Message[], standsAfter: number, last: number) {
  const lines = messages
    .filter(
      ({ kind, hidden, standsAfter: place }) => kind === 'text' && !hidden && place === undefined,
    )
    .filter(({ seq }) => seq !== last)
    .map((message) => ({ value: message.seq, label: lineOf(message) }));
  const broken = { value: standsAfter, label: m.rooms_statement_where_broken() };
  const known = standsAfter === last || lines.some(({ value }) => value === standsAfter);
  return [
    { value: last, label: m.rooms_statement_at_end() },
    ...(known ? [] : [broken]),
    ...lines.reverse(),
  ].map(({ value, label }) => ({ value: String(value), label }));
}

function lineOf({ nickname, text, sentAt }: Message): string {
  const letters = [...text.replace(/\s+/gu, ' ')];
  const short = letters.slice(0, EXCERPT).join('') + (letters.length > EXCERPT ? '…' : '');
  return m.rooms_statement_after({ time: formatTime(new Date(sentAt)), nickname, text: short });
}

const form = z.object({
  clientId: z.uuid(),
  text: z.string().default(''),
  standsAfter: z.coerce.number().int().min(0).max(2_147_483_647),
});

export const actions: Actions = {
  default: async (event) => {
    const { viewer, room } = await memberOf(event.locals, event.params.id);
    const parsed = form.safeParse(fieldsOf(await event.request.formData()));
    if (!parsed.success) error(400);
    const { clientId, standsAfter } = parsed.data;
    const draft = parsed.data.text.replace(/\r\n/g, '\n');
    const problem = textProblem(draft);
    if (problem) return fail(400, { problem, draft, standsAfter });
    const text = readableText(draft);
    const done = await handInStatement(viewer, { roomId: room.id, clientId, text, standsAfter });
    if (done === 'not_found') error(404);
    if (done !== 'handed_in') return fail(409, { problem: done, draft, standsAfter });
    redirect(303, event.url.pathname);
  },
};
